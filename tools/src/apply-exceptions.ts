import { matchesGlob } from 'node:path'
import type { Exception } from './exceptions.ts'
import type { Finding } from './gate.ts'

/**
 * Removes what is excepted from one gate's findings, and adds a finding for every exception to
 * this gate that excepts nothing.
 */
export function applyExceptions(
  gate: string,
  findings: readonly Finding[],
  exceptions: readonly Exception[],
): readonly Finding[] {
  const mine = exceptions.filter(({ rule }) => rule.startsWith(`${gate}/`))
  const unused = mine.filter((exception) => !findings.some((f) => covers(exception, f)))
  return [
    ...findings.filter((finding) => !mine.some((exception) => covers(exception, finding))),
    ...unused.map(({ path, rule }) => ({
      path: 'tools/src/exceptions.ts',
      rule: `${gate}/unused-exception`,
      message: `nothing at ${path} breaks ${rule} any more: remove the exception`,
    })),
  ]
}

function covers({ path, rule }: Exception, finding: Finding): boolean {
  return rule === finding.rule && matchesGlob(finding.path, path)
}
