import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Ctx } from '@loadout/core'
import { updateRatings } from '@loadout/core/ratings'
import { bareEnv, createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { createPrng } from '@loadout/simulator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectedRatings } from './expected-ratings.ts'
import { allRatings, gameId, type StoredGame, storeGames } from './stored-games.ts'

const RATE_PROCESS = fileURLToPath(new URL('rate-process.ts', import.meta.url))
const KILLS = 5
const GAMES = 600

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
})
afterAll(() => infra.close())

describe('a worker that is killed while it rates', () => {
  it('leaves ratings that go on to the same end, whatever it was doing', async () => {
    const keys = await infra.dimensions.keys('queue', ['competitive'])
    const queueKey = keys.get('competitive') ?? 0
    const random = createPrng('killed ratings')
    const players = Array.from({ length: 40 }, (_, n) => n + 1)
    const games = Array.from(
      { length: GAMES },
      (_, n): StoredGame => ({
        queueKey,
        startedAt: new Date(Date.UTC(2026, 2, 1, 0, n * 20)),
        players: random.shuffled(players).slice(0, 10),
        winner: 1 + (n % 2),
        id: gameId(n),
      }),
    )
    // The last half first: what comes then is late and has all of it replayed.
    await storeGames(infra.db, games.slice(GAMES / 2))
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killedAfter(20 + kill * 60)
      if (kill === 1) await storeGames(infra.db, games.slice(0, GAMES / 2))
    }
    // Nobody has to wait for the pause after a replay here.
    await sql`update match set received_at = now() - interval '1 hour'`.execute(infra.db)
    for (let isDone = false; !isDone; ) isDone = (await updateRatings(ctx, {})).isDone
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
  })
})

/** Lets a process rate for so many milliseconds, then ends it the hard way. */
async function killedAfter(milliseconds: number): Promise<void> {
  const child = fork(RATE_PROCESS, { env: { ...bareEnv(), ...infra.env }, silent: true })
  await once(child, 'message')
  await sleep(milliseconds)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
