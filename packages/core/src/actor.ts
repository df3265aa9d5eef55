import { AppError } from './errors.ts'

/** What an account may do; each role may do what those before it may. */
export const ROLES = ['guest', 'user', 'moderator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Who is calling. Built by a transport from its credentials; verbs only ever read it. */
export type Actor =
  | { readonly kind: 'anonymous' }
  /** A person, known by a session. */
  | {
      readonly kind: 'account'
      readonly accountId: number
      readonly role: Role
      /** The session that the call came by; a guest has none. */
      readonly sessionId?: string
    }
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

/** What a role may do besides acting for itself: the scopes a key would need. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  guest: [],
  user: [],
  moderator: ['moderation:write', 'staff:write'],
  admin: SCOPES,
}

export const ANONYMOUS: Actor = { kind: 'anonymous' }

/** What the caller may do besides acting for itself. */
export function scopesOf(actor: Actor): readonly Scope[] {
  if (actor.kind === 'system') return SCOPES
  if (actor.kind === 'account') return ROLE_SCOPES[actor.role]
  return actor.kind === 'api-key' ? actor.scopes : []
}

/** First line of every verb that needs a right; a guest has to sign in first. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.kind === 'anonymous' || isGuest(actor)) throw new AppError('UNAUTHENTICATED')
  if (scopesOf(actor).includes(scope)) return
  const message = actor.kind === 'api-key' ? { message: `This key lacks the scope ${scope}` } : {}
  throw new AppError('FORBIDDEN', message)
}

/** First line of every verb that acts for a person: whose account it is. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireAccount(actor: Actor): number {
  if (actor.kind === 'account') return actor.accountId
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED')
  throw new AppError('FORBIDDEN', { message: 'Only a person can do that, not a key' })
}

/**
 * First line of every verb for people who have signed up: whose account it is. A guest has to sign in first.
 * Throws UNAUTHENTICATED or FORBIDDEN.
 */
export function requireUser(actor: Actor): number {
  const accountId = requireAccount(actor)
  if (!isGuest(actor)) return accountId
  throw new AppError('UNAUTHENTICATED')
}

function isGuest(actor: Actor): boolean {
  return actor.kind === 'account' && actor.role === 'guest'
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
