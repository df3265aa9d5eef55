import type { Ctx } from '@loadout/core'
import { updateRatings } from '@loadout/core/ratings'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { createPrng } from '@loadout/simulator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectedRatings } from './expected-ratings.ts'
import { allRatings, gameId, type StoredGame, storeGames } from './stored-games.ts'

const GAMES = 400
const BATCH = 8
/** A batch is stored every second, and a replayed match costs 2 ms. */
const BATCH_MS = 1_000
const MATCH_MS = 2

let infra: TestInfra
let ctx: Ctx
let now = Date.parse('2026-04-01T00:00:00Z')

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = {
    ...infra,
    clock: { now: () => new Date(now) },
    actor: { kind: 'system', name: 'test' },
  }
})
afterAll(() => infra.close())

describe('an import in random order', () => {
  it('replays no more than a tenth of the time, and all is right when it is over', async () => {
    const keys = await infra.dimensions.keys('queue', ['competitive'])
    const random = createPrng('random import')
    const games = random.shuffled(
      Array.from(
        { length: GAMES },
        (_, n): StoredGame => ({
          queueKey: keys.get('competitive') ?? 0,
          startedAt: new Date(Date.UTC(2026, 2, 1, n)),
          players: Array.from({ length: 10 }, (_, slot) => 1 + ((n * 3 + slot) % 30)),
          winner: 1 + (n % 2),
          id: gameId(n),
        }),
      ),
    )
    const begun = now
    let replayed = 0
    for (let start = 0; start < GAMES; start += BATCH) {
      await storeGames(infra.db, games.slice(start, start + BATCH))
      replayed += await runLikeAJob()
      now += BATCH_MS
    }
    expect(replayed).toBeGreaterThan(0)
    expect(replayed * MATCH_MS).toBeLessThan((now - begun) / 10)

    // Silence, after which what is left is done at once.
    now += 30_000
    await runLikeAJob()
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
  })
})

/** A run at the time of the test's clock, with a cost that does not depend on the machine. */
async function runLikeAJob(): Promise<number> {
  await sql`update match set received_at = ${new Date(now)} where received_at > ${new Date(now)}`.execute(
    infra.db,
  )
  const { replayed } = await updateRatings(ctx, {}, { chunk: 1_000, runMs: 60_000 })
  if (replayed > 0) {
    now += replayed * MATCH_MS
    await sql`update rating_queue set replay_ms = ${replayed * MATCH_MS}, replayed_at = ${new Date(now)}
      where replayed_at is not null`.execute(infra.db)
  }
  return replayed
}
