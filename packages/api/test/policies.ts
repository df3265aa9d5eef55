import { SCOPES, type Scope } from '@loadout/core'
import { CALLERS, type Caller, scopesOf } from './callers.ts'
import type { Procedure } from './calls.ts'

export type Verdict = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BANNED'

/** What each role may do besides acting for itself, as the documents promise it. */
const SCOPES_OF: Partial<Record<Caller, readonly string[]>> = {
  moderator: ['moderation:write', 'staff:write'],
  admin: SCOPES,
}

type Verdicts = Partial<Record<Caller, Verdict>>

/** Lists that are for everybody, and say a little more to who has an account. */
const FOR_KEYS_TOO: Verdicts = Object.fromEntries(
  CALLERS.filter((caller) => scopesOf(caller) !== null).map((caller) => [caller, 'allowed']),
)

/** For who wrote it and for moderators, keys with their right included. */
const FOR_MODERATORS_TOO: Verdicts = {
  ...{ anonymous: 'UNAUTHENTICATED', 'key moderation:write': 'allowed', 'key with all': 'allowed' },
}

/** What verbs decide by more than the policy, by procedure. */
const EXCEPTIONS: Readonly<Record<string, Verdicts>> = {
  'posts.get': FOR_KEYS_TOO,
  'posts.byAuthor': FOR_KEYS_TOO,
  'posts.revisions': FOR_MODERATORS_TOO,
  'comments.list': FOR_KEYS_TOO,
  'comments.get': FOR_KEYS_TOO,
  'comments.byAuthor': FOR_KEYS_TOO,
  'comments.revisions': FOR_MODERATORS_TOO,
  // For admins, and nobody changes a role by a key.
  'account.setRole': { user: 'FORBIDDEN', muted: 'FORBIDDEN', moderator: 'FORBIDDEN' },
  // Nobody has none, and is told so rather than shown an empty list.
  'reviews.mine': { anonymous: 'UNAUTHENTICATED' },
  // Who only listens does not become a guest by it.
  'live.events': { anonymous: 'UNAUTHENTICATED' },
  // A key has scopes of the role of who makes it: the example asks for one that a user does not have.
  'account.createKey': { user: 'FORBIDDEN', muted: 'FORBIDDEN' },
}

/** Whom a procedure lets in. Throws for a procedure that declares nothing, or nothing that is known here. */
export function expectedOf(procedure: Procedure): Readonly<Record<Caller, Verdict>> {
  const exceptions = EXCEPTIONS[procedure.path] ?? {}
  const entries = CALLERS.map(
    (caller) => [caller, exceptions[caller] ?? verdict(procedure, caller)] as const,
  )
  return Object.fromEntries(entries) as Record<Caller, Verdict>
}

function verdict({ path, meta }: Procedure, caller: Caller): Verdict {
  if (meta === undefined) throw new Error(`${path} declares no policy`)
  // Whoever may not sign in is told so wherever they come with what they signed in with.
  if (caller === 'banned') return 'BANNED'
  const { auth } = meta
  if (auth === 'public') return 'allowed'
  const isKey = scopesOf(caller) !== null
  // Who has no account yet gets one with the first thing they write.
  if (auth === 'guest') return isKey ? 'FORBIDDEN' : 'allowed'
  if (caller === 'anonymous' || caller === 'guest') return 'UNAUTHENTICATED'
  if (auth === 'user') return isKey ? 'FORBIDDEN' : 'allowed'
  return mayUse(path, auth, caller) ? 'allowed' : 'FORBIDDEN'
}

function mayUse(path: string, scope: Scope, caller: Caller): boolean {
  if (!SCOPES.includes(scope)) throw new Error(`${path}: nobody knows the policy ${scope}`)
  const scopes: readonly string[] = scopesOf(caller) ?? SCOPES_OF[caller] ?? []
  return scopes.includes(scope)
}
