import type { Ctx } from '@loadout/core'
import { rebuildRatings, updateRatings } from '@loadout/core/ratings'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectedRatings } from './expected-ratings.ts'
import { allRatings, emptyRatings, gameId, type StoredGame, storeGames } from './stored-games.ts'

/** Small enough that a replay of a few matches takes several transactions. */
const LIMITS = { chunk: 3, runMs: 60_000 }
const DAY_MS = 86_400_000
const START = Date.parse('2026-03-01T00:00:00Z')

let infra: TestInfra
let ctx: Ctx
let queues: readonly number[]

beforeAll(async () => {
  infra = await createTestInfra()
  // Hours pass between any two looks at the clock: no replay has to wait.
  let now = Date.now()
  const clock = {
    now() {
      now += 3_600_000
      return new Date(now)
    },
  }
  ctx = { ...infra, clock, actor: { kind: 'system', name: 'test' } }
  const keys = await infra.dimensions.keys('queue', ['competitive', 'unrated'])
  queues = ['competitive', 'unrated'].map((id) => keys.get(id) ?? 0)
})
afterAll(() => infra.close())

const empty = () => emptyRatings(infra.db)

/** Games of a few days among few players, many at the same moment, some with erased players. */
const gamesArbitrary: fc.Arbitrary<readonly StoredGame[]> = fc
  .array(
    fc.record({
      queue: fc.nat(1),
      day: fc.nat(3),
      hour: fc.nat(5).map((n) => n * 4),
      winner: fc.nat(2),
      players: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], {
        minLength: 10,
        maxLength: 10,
      }),
      erased: fc.subarray([0, 3, 7]),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((games) =>
    games.map(({ queue, day, hour, winner, players, erased }, n) => ({
      queueKey: queues[queue] ?? 0,
      startedAt: new Date(START + day * DAY_MS + hour * 3_600_000),
      players: players.map((player, slot) => (erased.includes(slot) ? 0 : player)),
      winner,
      id: gameId((n * 7_919) % 1_000),
    })),
  )

/** An order of arrival, in batches, with runs in between that may be killed after so many queries. */
const arrivalArbitrary = gamesArbitrary.chain((games) =>
  fc.record({
    games: fc.shuffledSubarray([...games], { minLength: games.length, maxLength: games.length }),
    batches: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 6 }),
        killAfter: fc.option(fc.integer({ min: 1, max: 60 })),
      }),
      { maxLength: 8 },
    ),
  }),
)

/** Fails the query after the first `allowed`, and with it the transaction it is in. */
function killer(allowed: number): KyselyPlugin {
  let left = allowed
  return {
    transformQuery({ node }) {
      left -= 1
      if (left < 0) throw new Error('killed')
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

async function run(killAfter: number | null): Promise<void> {
  if (killAfter === null) {
    await updateRatings(ctx, {}, LIMITS)
    return
  }
  const mortal = { ...ctx, db: infra.db.withPlugin(killer(killAfter)) }
  await updateRatings(mortal, {}, LIMITS).catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== 'killed') throw error
  })
}

describe('ratings', () => {
  it('are the same to the last bit for any order of arrival, any batches and any kills', async () => {
    await fc.assert(
      fc.asyncProperty(arrivalArbitrary, async ({ games, batches }) => {
        await empty()
        let stored = 0
        for (const { size, killAfter } of [...batches, { size: games.length, killAfter: null }]) {
          const batch = games.slice(stored, stored + size)
          stored += batch.length
          if (batch.length > 0) await storeGames(infra.db, batch)
          await run(killAfter)
        }
        await run(null)
        expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
        expect(await leftovers()).toEqual({ pending: 0, replay: 0, busy: 0 })

        await rebuildRatings(ctx)
        await run(null)
        expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
      }),
      { numRuns: 40, seed: 20_260_301 },
    )
  })
})

async function leftovers() {
  const { rows } = await sql<{ pending: number; replay: number; busy: number }>`
    select (select count(*) from rating_pending) as pending,
      (select count(*) from rating_replay) as replay,
      (select count(*) from rating_queue where replay_at is not null or rewind_from is not null) as busy
  `.execute(infra.db)
  return rows[0]
}
