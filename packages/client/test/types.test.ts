import { expect, expectTypeOf, it } from 'vitest'
import {
  type AgentStats,
  cookieSession,
  createClient,
  type IngestOutcome,
  isLoadoutError,
  type LiveEvent,
  type MatchSummary,
  type Page,
  type Rate,
} from '../src/index.ts'
import { createServerClient } from '../src/server.ts'

/** Never called: what compiles in it, and what does not, is the test. */
async function calls(): Promise<void> {
  const loadout = createClient({ url: '' })

  const board = await loadout.stats.roleBoard.query({ queue: 'competitive' })
  expectTypeOf(board.maps[0]?.roles.duelist[0]?.winRate).toEqualTypeOf<Rate | undefined>()
  expectTypeOf(board.updatedAt).toEqualTypeOf<string | null>()
  await loadout.stats.roleBoard.query()
  await loadout.stats.roleBoard.query({}, { signal: new AbortController().signal, timeoutMs: 1 })
  await loadout.stats.roleBoard.query({ patch: undefined })

  const agents = await loadout.stats.agents.query({ role: 'duelist', sort: 'kast' })
  expectTypeOf(agents.items).toEqualTypeOf<AgentStats[]>()

  expectTypeOf(await loadout.matches.list.query()).toEqualTypeOf<Page<MatchSummary>>()
  for await (const match of loadout.matches.list.iterate({ queue: 'competitive' })) {
    expectTypeOf(match).toEqualTypeOf<MatchSummary>()
  }
  for await (const page of loadout.matches.list.pages()) {
    expectTypeOf(page).toEqualTypeOf<Page<MatchSummary>>()
  }
  expectTypeOf(await loadout.matches.list.collect({}, { max: 5 })).toEqualTypeOf<MatchSummary[]>()

  const outcome = await loadout.matches.ingest.mutate({ source: 'riot', document: {} })
  expectTypeOf(outcome).toEqualTypeOf<IngestOutcome>()
  if (outcome.outcome === 'accepted') expectTypeOf(outcome.matchId).toEqualTypeOf<string>()

  // @ts-expect-error -- `role` is a closed union.
  await loadout.stats.agents.query({ role: 'healer' })
  // @ts-expect-error -- an unknown filter is a typing error, not a filter.
  await loadout.stats.roleBoard.query({ que: 'competitive' })
  // @ts-expect-error -- the match id is required.
  await loadout.matches.get.query()
  // @ts-expect-error -- a query cannot be mutated.
  await loadout.matches.get.mutate({ matchId: '' })
  // @ts-expect-error -- a mutation cannot be queried.
  await loadout.matches.ingest.query({ source: 'riot', document: {} })
  // @ts-expect-error -- only lists can be iterated.
  loadout.stats.roleBoard.iterate({})
  // @ts-expect-error -- collecting has no default bound: say how many.
  await loadout.matches.list.collect({})
  // @ts-expect-error -- queries need no idempotency key.
  await loadout.stats.maps.query({}, { idempotencyKey: 'k' })
  // @ts-expect-error -- there is no such procedure.
  await loadout.stats.nothing.query()
}

/** Never called, like those above. */
async function streams(): Promise<void> {
  const { live } = createClient({ url: '' })
  const { signal } = new AbortController()
  for await (const event of live.events.subscribe({ channels: ['notifications'] }, { signal })) {
    expectTypeOf(event).toEqualTypeOf<LiveEvent>()
    if (event.type === 'notification') expectTypeOf(event.notification.id).toEqualTypeOf<number>()
  }
  const stream = live.events.subscribe({ channels: ['notifications'], lastEventId: '1.2' })
  expectTypeOf(await stream.return()).toEqualTypeOf<IteratorResult<LiveEvent, void>>()

  // @ts-expect-error -- what to listen to is required.
  live.events.subscribe()
  // @ts-expect-error -- the channels are a closed union.
  live.events.subscribe({ channels: ['weather'] })
  // @ts-expect-error -- a subscription is not asked once.
  await live.events.query({ channels: ['notifications'] })
  // @ts-expect-error -- it lasts as long as it is wanted.
  live.events.subscribe({ channels: ['notifications'] }, { timeoutMs: 1 })
}

/** Never called, like those above. */
async function sessions(): Promise<void> {
  const session = cookieSession()
  expectTypeOf(session.state()).toEqualTypeOf<'signed-in' | 'signed-out' | 'unknown'>()
  const stop = session.onAuthChange((state) =>
    expectTypeOf(state).toEqualTypeOf<'signed-in' | 'signed-out'>(),
  )
  stop()
  const loadout = createClient({ url: '', session })
  await loadout.stats.maps.query().catch((error: unknown) => {
    if (isLoadoutError(error, 'SESSION_ENDED', 'UNAUTHENTICATED')) {
      expectTypeOf(error.code).toEqualTypeOf<'SESSION_ENDED' | 'UNAUTHENTICATED'>()
    }
  })

  const server = createServerClient({ url: '', cookies: null })
  expectTypeOf(server.setCookies()).toEqualTypeOf<readonly string[]>()
  expectTypeOf(server.stats).toEqualTypeOf<typeof loadout.stats>()

  // @ts-expect-error -- a session is made, not named.
  createClient({ url: '', session: 'cookie' })
  // @ts-expect-error -- no visitor is left out by mistake: one without cookies has null.
  createServerClient({ url: '' })
  // @ts-expect-error -- a visitor's session is in the cookies.
  createServerClient({ url: '', cookies: null, session })
}

it('compiles', () => {
  expect([calls, streams, sessions]).toHaveLength(3)
})
