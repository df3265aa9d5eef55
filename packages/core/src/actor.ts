import { AppError } from './errors.ts'

/** Who is calling. Built by a transport from its credentials; verbs only ever read it. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'api-key'; readonly keyId: string; readonly scopes: readonly Scope[] }
  /** The operator, the CLI or a job: acts for the installation itself. */
  | { readonly kind: 'system'; readonly name: string }

export const SCOPES = [
  'matches:write',
  'players:write',
  'crawler:write',
  'ops:read',
  'ops:write',
] as const
export type Scope = (typeof SCOPES)[number]

export const ANONYMOUS: Actor = { kind: 'anonymous' }

/** First line of every verb that needs a right. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.kind === 'system') return
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED')
  if (!actor.scopes.includes(scope)) {
    throw new AppError('FORBIDDEN', { message: `This key lacks the scope ${scope}` })
  }
}
