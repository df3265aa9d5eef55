import { AppError } from './errors.ts'

/** Who is calling. Built by a transport from its credentials; verbs only ever read it. */
export type Actor =
  | { readonly kind: 'anonymous' }
  /** A person, known by a session. */
  | { readonly kind: 'account'; readonly accountId: number; readonly role: 'guest' }
  | { readonly kind: 'api-key'; readonly keyId: string; readonly scopes: readonly Scope[] }
  /** The operator, the CLI or a job: acts for the installation itself. */
  | { readonly kind: 'system'; readonly name: string }

export const SCOPES = [
  'matches:write',
  'players:write',
  'crawler:write',
  'ops:read',
  'ops:write',
  'catalog:write',
  'imports:write',
  'staff:write',
  'moderation:write',
] as const
export type Scope = (typeof SCOPES)[number]

export const ANONYMOUS: Actor = { kind: 'anonymous' }

/** First line of every verb that needs a right. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.kind === 'system') return
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED')
  if (actor.kind === 'account') throw new AppError('FORBIDDEN')
  if (!actor.scopes.includes(scope)) {
    throw new AppError('FORBIDDEN', { message: `This key lacks the scope ${scope}` })
  }
}

/** First line of every verb that acts for a person: whose account it is. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireAccount(actor: Actor): number {
  if (actor.kind === 'account') return actor.accountId
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED')
  throw new AppError('FORBIDDEN', { message: 'Only a person can do that, not a key' })
}

/** Whose account it is, or null: nobody's. For what is asked about oneself. Throws FORBIDDEN for a key. */
export function accountOf(actor: Actor): number | null {
  return actor.kind === 'anonymous' ? null : requireAccount(actor)
}

/** Who acts, in one word that an audit keeps. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'account') return `account:${actor.accountId}`
  if (actor.kind === 'api-key') return `key:${actor.keyId}`
  return actor.kind === 'system' ? `system:${actor.name}` : 'anonymous'
}
