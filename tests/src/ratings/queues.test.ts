import type { Ctx } from '@loadout/core'
import { rewindRatings, updateRatings } from '@loadout/core/ratings'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectedRatings } from './expected-ratings.ts'
import { allRatings, emptyRatings, gameId, type StoredGame, storeGames } from './stored-games.ts'

const START = Date.parse('2026-03-01T00:00:00Z')
/** A queue whose document did not say which. */
const UNSTATED = 0

let infra: TestInfra
let ctx: Ctx
let competitive: number

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  const keys = await infra.dimensions.keys('queue', ['competitive'])
  competitive = keys.get('competitive') ?? 0
})
afterAll(() => infra.close())
beforeEach(() => emptyRatings(infra.db))

function game(queueKey: number, n: number): StoredGame {
  return {
    queueKey,
    startedAt: new Date(START + n * 3_600_000),
    players: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    winner: 1 + (n % 2),
    id: gameId(queueKey * 1_000 + n),
  }
}

const run = () => updateRatings(ctx, {}, { chunk: 3, runMs: 60_000 })

async function revisions(): Promise<Readonly<Record<number, number>>> {
  const rows = await infra.db.selectFrom('rating_queue').select(['queue_key', 'revision']).execute()
  return Object.fromEntries(rows.map(({ queue_key, revision }) => [queue_key, revision]))
}

describe('the queues', () => {
  it('are rated apart: a game of one says nothing about another', async () => {
    const games = [0, 1, 2, 3].flatMap((n) => [game(competitive, n), game(UNSTATED, n)])
    await storeGames(infra.db, games)
    expect((await run()).rated).toBe(8)
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
  })

  it('are known from the moment a match of them is stored', async () => {
    const keys = await infra.dimensions.keys('queue', ['a mode of next year'])
    const newQueue = keys.get('a mode of next year') ?? 0
    await storeGames(infra.db, [game(newQueue, 1)])
    expect((await run()).rated).toBe(1)
    expect(await revisions()).toMatchObject({ [newQueue]: 1 })
  })

  it('move their revision with their own ratings, and with nothing else', async () => {
    await storeGames(infra.db, [game(competitive, 1), game(UNSTATED, 1)])
    await run()
    const before = await revisions()
    await run()
    expect(await revisions()).toEqual(before)
    await storeGames(infra.db, [game(UNSTATED, 2)])
    await run()
    const after = await revisions()
    expect(after[UNSTATED]).toBeGreaterThan(before[UNSTATED] ?? 0)
    expect(after[competitive]).toBe(before[competitive])
  })

  it('are rewound one by one', async () => {
    const games = [0, 1, 2].flatMap((n) => [game(competitive, n), game(UNSTATED, n)])
    await storeGames(infra.db, games)
    await run()
    await infra.db
      .transaction()
      .execute((tx) => rewindRatings(tx, { queueKey: competitive, fromMinute: START / 60_000 }))
    expect(await run()).toEqual({ rated: 0, replayed: 3, isDone: true })
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games))
  })

  it('of the same moment are told apart by the id of the match', async () => {
    const twins = [7, 3, 5].map((n) => ({
      ...game(competitive, n),
      startedAt: new Date(START),
    }))
    for (const twin of twins) {
      await storeGames(infra.db, [twin])
      await run()
    }
    await sql`update match set received_at = now() - interval '1 hour'`.execute(infra.db)
    await run()
    expect(await allRatings(infra.db)).toEqual(expectedRatings(twins))
  })
})
