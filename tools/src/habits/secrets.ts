import type { Finding } from '../gate.ts'

/** Shapes that only a real credential has; a word such as "password" is not one. */
const SECRETS: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'a private key', shape: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n?[A-Za-z0-9+/=]{20}/ },
  { what: 'an AWS access key', shape: /\bAKIA[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', shape: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50})/ },
  { what: 'an npm token', shape: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'a Slack token', shape: /\bxox[abprs]-[A-Za-z0-9-]{20}/ },
]

/** Credentials in any text file of the repository, tests and fixtures included. */
export function findSecrets(texts: ReadonlyMap<string, string>): readonly Finding[] {
  return [...texts].flatMap(([path, text]) =>
    SECRETS.flatMap(({ what, shape }) => {
      const at = text.search(shape)
      if (at === -1) return []
      const line = text.slice(0, at).split('\n').length
      return [{ path, line, rule: 'habits/secret', message: `looks like ${what}` }]
    }),
  )
}
