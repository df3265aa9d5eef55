import { SCOPES, type Services } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import { bearer, keyWith, people, type Standing } from './people.ts'

export type Headers = Readonly<Record<string, string>>

/** Everybody who can call: nobody, people of every standing, and keys with no scope, with each one and with all. */
export const PEOPLE = ['user', 'muted', 'banned', 'moderator', 'admin'] as const
const KEYS = ['key', ...SCOPES.map((scope) => `key ${scope}` as const), 'key with all'] as const
export const CALLERS = ['anonymous', 'guest', ...PEOPLE, ...KEYS] as const
export type Caller = (typeof CALLERS)[number]

const AHEAD = () => new Date(Date.now() + 86_400_000)

const STANDING: Readonly<Record<(typeof PEOPLE)[number], () => Standing>> = {
  user: () => ({}),
  muted: () => ({ muted_until: AHEAD() }),
  banned: () => ({ banned_until: AHEAD() }),
  moderator: () => ({ role: 'moderator' }),
  admin: () => ({ role: 'admin' }),
}

const isPerson = (caller: Caller): caller is (typeof PEOPLE)[number] =>
  PEOPLE.some((name) => name === caller)

/** Credentials of one kind of caller. */
export interface Credentials {
  /** Those of somebody whom nobody has been yet: what they do to themselves harms no other call. */
  fresh(caller: Caller): Promise<Headers>
  /** The same each time. */
  shared(caller: Caller): Promise<Headers>
}

/** People are made many at once: one by one they would be most of the time a test takes. */
const AT_ONCE = 40

export function createCredentials(services: Services): Credentials {
  const waiting = new Map<Caller, Headers[]>()
  const known = new Map<Caller, Promise<Headers>>()

  async function fresh(caller: Caller): Promise<Headers> {
    if (caller === 'anonymous') return {}
    if (caller === 'guest') return { 'x-guest-token': (await createGuest(services)).token }
    if (!isPerson(caller)) return await shared(caller)
    const found = waiting.get(caller)?.pop()
    if (found !== undefined) return found
    const made = await people(services, AT_ONCE, STANDING[caller]())
    const headers = made.map(({ token }) => bearer(token))
    const one = headers.pop()
    waiting.set(caller, headers)
    return one ?? {}
  }

  function shared(caller: Caller): Promise<Headers> {
    const found = known.get(caller) ?? (scopesOf(caller) === null ? fresh(caller) : newKey(caller))
    known.set(caller, found)
    return found
  }

  const newKey = (caller: Caller) => keyWith(services, scopesOf(caller) ?? [])
  return { fresh, shared }
}

/** What a key may do; null: no key. */
export function scopesOf(caller: Caller) {
  if (caller === 'key with all') return SCOPES
  return caller.startsWith('key') ? SCOPES.filter((scope) => caller === `key ${scope}`) : null
}
