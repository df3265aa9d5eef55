import { isAppError, type Services } from '@loadout/core'
import { authenticateSession, type Grant, refreshSession } from '@loadout/core/accounts'
import { letPass, signIn, type User } from './signing-in.ts'

export type Party = 'client' | 'thief'

/** How one call travels, milliseconds each way; what is lost is so on that way. */
export interface Trip {
  readonly up: number
  readonly down: number
  readonly lost: 'up' | 'down' | null
}

/** One step of a trial; all tabs of the client have one cookie jar. */
export type Act =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'refresh'; readonly trips: readonly Trip[] }
  | { readonly do: 'call'; readonly up: number }
  | { readonly do: 'steal' }
  /** By one of the tokens that the thief has, the latest first. */
  | { readonly do: 'thief-refresh'; readonly nth: number }
  | { readonly do: 'thief-call'; readonly nth: number }

export type Tokens = Pick<Grant, 'accessToken' | 'refreshToken'>

/** The way to the server. */
export interface Door {
  /**
   * New tokens for a refresh token; null when its session is over, undefined when nobody heard the answer. One that
   * `isLost` need not be waited for.
   */
  refresh(refreshToken: string, isLost: boolean): Promise<Tokens | null | undefined>
  /** What comes of a call with an access token, by a clock that is so many milliseconds fast. */
  call(accessToken: string, fastMs: number): Promise<'taken' | 'refused' | 'stolen'>
}

interface Access {
  readonly token: string
  readonly generation: number
  /** By the time of the trial, milliseconds. */
  readonly since: number
  readonly realSince: number
}

interface Event {
  readonly at: number
  readonly run: () => Promise<void>
}

/** Something the server took: who showed an answer of which generation, or got one. */
export interface Taken {
  readonly at: number
  readonly party: Party
  readonly kind: 'refresh' | 'call'
  readonly generation: number
}

export interface Answered {
  readonly at: number
  readonly party: Party
  /** Of the token that was presented, and of the one that came back. */
  readonly presented: number
  readonly generation: number
}

/** What the server says about itself must be the same whoever asks. */
export interface World {
  readonly taken: readonly Taken[]
  readonly answered: readonly Answered[]
  /** What the client was refused though it did nothing wrong. */
  readonly refused: readonly string[]
  /** Whether the session was ended because of theft. */
  readonly isDead: boolean
  run(act: Act): Promise<void>
  /** Lets everything arrive that is under way. */
  settle(): Promise<void>
  /** All that anybody ever had. */
  tokens(): { readonly refresh: readonly string[]; readonly access: readonly string[] }
  /** Those of them that are still taken. */
  stillTaken(): Promise<readonly string[]>
}

const generationOf = (refreshToken: string) => Number.parseInt(refreshToken.split('_')[2] ?? '', 36)

/**
 * A client with its tabs, a thief, and the real verbs between them. Time is the trial's own: the session's
 * timestamps are moved against the database's clock, and the clock by which access tokens expire with them.
 */
export async function createWorld(
  services: Services,
  user: User,
  { skew, door = ownDoor(services) }: { readonly skew: number; readonly door?: Door },
): Promise<World> {
  const first = await signIn(services, user)
  const { sessionId, expiresIn } = first
  const lifetime = expiresIn * 1_000
  let now = 0
  /** The trial's time and the real one when the database last had both the same. */
  let synced = { now: 0, real: Date.now() }
  let queue: Event[] = []
  let isDead = false
  const taken: Taken[] = []
  const answered: Answered[] = []
  const refused: string[] = []
  const everyRefresh = new Set([first.refreshToken])
  const everyAccess: Access[] = []

  const accessOf = ({ accessToken, refreshToken }: Tokens): Access => {
    const generation = generationOf(refreshToken)
    const access = { token: accessToken, generation, since: now, realSince: Date.now() }
    everyAccess.push(access)
    return access
  }
  const jar = { refresh: first.refreshToken, access: accessOf(first) }
  const loot = { refresh: [] as string[], access: [] as Access[] }

  /** What has no timestamp to look at does not need it. */
  async function sync(): Promise<void> {
    const real = Date.now()
    await letPass(services, sessionId, now - synced.now - (real - synced.real))
    synced = { now, real }
  }

  const isOver = (access: Access) => now - access.since >= lifetime

  async function refresh(party: Party, token: string, isLost = false): Promise<Tokens | null> {
    const presented = generationOf(token)
    const tokens = await door.refresh(token, isLost)
    if (tokens === undefined) return null
    if (tokens === null) {
      isDead = true
      if (party === 'client') refused.push(`refresh of ${presented} at ${now}`)
      return null
    }
    everyRefresh.add(tokens.refreshToken)
    taken.push({ at: now, party, kind: 'refresh', generation: presented })
    const generation = generationOf(tokens.refreshToken)
    answered.push({ at: now, party, presented, generation })
    return tokens
  }

  async function call(party: Party, access: Access): Promise<void> {
    const fast = access.realSince + now - access.since - Date.now()
    const outcome = await door.call(access.token, fast)
    if (outcome === 'taken') {
      taken.push({ at: now, party, kind: 'call', generation: access.generation })
      return
    }
    if (outcome === 'stolen') isDead = true
    // Whose token has expired refreshes it and goes on.
    if (party === 'client' && isDead) refused.push(`call with ${access.generation} at ${now}`)
  }

  function send(trips: readonly Trip[]): void {
    const sent = jar.refresh
    const arrive = async (trip: Trip) => {
      const grant = await refresh('client', sent, trip.lost === 'down')
      if (grant === null || trip.lost === 'down') return
      const access = accessOf(grant)
      queue.push({
        at: now + trip.down,
        run: async () => {
          // The cookie is set only when it is another one.
          if (grant.refreshToken !== sent) jar.refresh = grant.refreshToken
          jar.access = access
        },
      })
    }
    const byTime = Map.groupBy(trips, ({ up }) => now + up)
    for (const [at, together] of byTime) {
      const alive = together.filter(({ lost }) => lost !== 'up')
      queue.push({
        at,
        async run() {
          await sync()
          await Promise.all(alive.map(arrive))
        },
      })
    }
  }

  async function advance(until: number): Promise<void> {
    for (;;) {
      const next = queue.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      queue = queue.filter((event) => event !== next)
      now = Math.max(now, next.at)
      await next.run()
    }
    now = until
  }

  async function callByClient(up: number): Promise<void> {
    const { access } = jar
    // By its own clock, which is wrong.
    if (now + skew - access.since >= lifetime) return await run(PLAIN_REFRESH)
    queue.push({ at: now + up, run: () => call('client', access) })
    await advance(now)
  }

  async function refreshByThief(token: string | undefined): Promise<void> {
    if (token === undefined) return
    await sync()
    const grant = await refresh('thief', token)
    if (grant === null) return
    loot.refresh.push(grant.refreshToken)
    loot.access.push(accessOf(grant))
  }

  async function run(act: Act): Promise<void> {
    switch (act.do) {
      case 'wait':
        return await advance(now + act.ms)
      case 'refresh':
        send(act.trips)
        return await advance(now)
      case 'call':
        return await callByClient(act.up)
      case 'steal':
        loot.refresh.push(jar.refresh)
        return
      case 'thief-refresh':
        return await refreshByThief(latest(loot.refresh, act.nth))
      case 'thief-call': {
        const access = latest(loot.access, act.nth)
        if (access !== undefined) await call('thief', access)
      }
    }
  }

  return {
    ...{ taken, answered, refused, run },
    get isDead() {
      return isDead
    },
    settle: () => advance(now + 60_000),
    tokens: () => ({ refresh: [...everyRefresh], access: everyAccess.map(({ token }) => token) }),
    async stillTaken() {
      const left: string[] = []
      const count = () => taken.length
      for (const token of everyRefresh) {
        const before = count()
        await refresh('thief', token)
        if (count() > before) left.push(`refresh of ${generationOf(token)}`)
      }
      for (const access of everyAccess.filter((one) => !isOver(one))) {
        const before = count()
        await call('thief', access)
        if (count() > before) left.push(`call with ${access.generation}`)
      }
      return left
    },
  }
}

/** One trial, from signing in until everything has arrived. */
export async function playWorld(
  services: Services,
  user: User,
  {
    acts,
    ...options
  }: { readonly acts: readonly Act[]; readonly skew: number; readonly door?: Door },
): Promise<World> {
  const world = await createWorld(services, user, options)
  for (const act of acts) await world.run(act)
  await world.settle()
  return world
}

const latest = <Item>(items: readonly Item[], nth: number) => items.at(-1 - nth) ?? items.at(0)

const PLAIN_REFRESH: Act = { do: 'refresh', trips: [{ up: 50, down: 50, lost: null }] }

/** The verbs themselves. */
function ownDoor(services: Services): Door {
  return {
    async refresh(refreshToken) {
      try {
        return await refreshSession({ ...services, actor: { kind: 'anonymous' } }, refreshToken)
      } catch (error) {
        if (isAppError(error, 'SESSION_ENDED')) return null
        throw error
      }
    },
    async call(accessToken, fastMs) {
      const clock = { now: () => new Date(Date.now() + fastMs) }
      try {
        await authenticateSession({ ...services, clock }, accessToken)
        return 'taken'
      } catch (error) {
        if (!isAppError(error, 'UNAUTHENTICATED')) throw error
        return error.message.includes('two parties') ? 'stolen' : 'refused'
      }
    },
  }
}
