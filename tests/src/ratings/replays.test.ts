import { ANONYMOUS, type Ctx } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import {
  forgetPlayerRating,
  rebuildRatings,
  rewindRatings,
  updateRatings,
} from '@loadout/core/ratings'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ndjson } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'
import { expectedRatings } from './expected-ratings.ts'
import { allRatings, emptyRatings, gameId, type StoredGame, storeGames } from './stored-games.ts'

const START = Date.parse('2026-03-01T00:00:00Z')
const HOUR_MS = 3_600_000

let infra: TestInfra
let ctx: Ctx
let now: Date
let queueKey: number

beforeAll(async () => {
  infra = await createTestInfra()
  ctx = { ...infra, clock: { now: () => now }, actor: { kind: 'system', name: 'test' } }
  queueKey = (await infra.dimensions.keys('queue', ['competitive'])).get('competitive') ?? 0
})
afterAll(() => infra.close())
beforeEach(async () => {
  now = new Date(Date.now() + HOUR_MS)
  await emptyRatings(infra.db, ['player', 'rollup_pending', 'outbox'])
})

/** The n-th game: one every six hours, of ten of fifteen players in turn. */
function game(n: number): StoredGame {
  return {
    queueKey,
    startedAt: new Date(START + n * 6 * HOUR_MS),
    players: Array.from({ length: 10 }, (_, slot) => 1 + ((n * 4 + slot) % 15)),
    winner: n % 3,
    id: gameId(n),
  }
}
const games = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => game(from + index))

const run = (limits = { chunk: 2, runMs: 60_000 }) => updateRatings(ctx, {}, limits)

describe('a late match', () => {
  const late = () => games(10, 11)
  const others = () => [...games(0, 10), ...games(11, 40)]

  it('is rated at its place, from the day before it on', async () => {
    await storeGames(infra.db, others())
    expect(await run()).toEqual({ rated: 39, replayed: 0, isDone: true })
    await storeGames(infra.db, late())
    // Its day begins with game 8; the days before are not looked at again.
    expect(await run()).toEqual({ rated: 0, replayed: 32, isDone: true })
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games(0, 40)))
  })

  it('changes what readers see in one moment, with everything that follows from it', async () => {
    await storeGames(infra.db, others())
    await run()
    const before = await allRatings(infra.db)
    await storeGames(infra.db, late())
    let running = true
    const seen: unknown[] = []
    const reader = (async () => {
      while (running) seen.push(await allRatings(infra.db))
    })()
    await run()
    running = false
    await reader
    const after = await allRatings(infra.db)
    expect(after).toEqual(expectedRatings(games(0, 40)))
    expect(seen.length).toBeGreaterThan(2)
    expect(seen[0]).toEqual(before)
    const states = new Set([...seen, before, after].map((state) => JSON.stringify(state)))
    expect(states.size).toBe(2)
  })

  it('does not keep matches waiting that come in order', async () => {
    await storeGames(infra.db, others())
    await run()
    await storeGames(infra.db, late())
    await sql`update rating_queue set replay_ms = 60000, replayed_at = ${now}
      where queue_key = ${queueKey}`.execute(infra.db)
    await sql`update match set received_at = ${now}`.execute(infra.db)
    await storeGames(infra.db, games(40, 43))
    await sql`update match set received_at = ${now} where received_at <> ${now}`.execute(infra.db)
    expect(await run()).toEqual({ rated: 3, replayed: 0, isDone: true })

    // Half a minute without a match: the import is over.
    now = new Date(now.getTime() + 30_000)
    expect(await run()).toEqual({ rated: 0, replayed: 35, isDone: true })
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games(0, 43)))
  })

  it('that arrives behind a replay under way has the next one', async () => {
    await storeGames(infra.db, others())
    await run()
    await storeGames(infra.db, late())
    const start = { chunk: 2, runMs: 60_000 }
    const stop = new AbortController()
    let steps = 0
    const signal = Object.assign(stop.signal, {
      throwIfAborted() {
        steps += 1
        if (steps > 6) throw new Error('stopped')
      },
    })
    await expect(updateRatings({ ...ctx, signal }, {}, start)).rejects.toThrow('stopped')
    const { rows } = await sql`select from rating_queue where replay_at is not null`.execute(
      infra.db,
    )
    expect(rows).toHaveLength(1)
    const behind: StoredGame = { ...game(8), id: gameId(1_000), winner: 1 }
    await storeGames(infra.db, [behind])
    await run()
    expect(await allRatings(infra.db)).toEqual(expectedRatings([...games(0, 40), behind]))
  })
})

describe('a run', () => {
  it('that has not finished asks for the next', async () => {
    await storeGames(infra.db, games(0, 3))
    expect(await run({ chunk: 2, runMs: 0 })).toEqual({ rated: 0, replayed: 0, isDone: false })
    const jobs = await infra.db.selectFrom('outbox').select('job').execute()
    expect(jobs).toEqual([{ job: 'ratings.update' }])
  })

  it('has nothing to do twice', async () => {
    await storeGames(infra.db, games(0, 3))
    expect((await run()).rated).toBe(3)
    expect(await run()).toEqual({ rated: 0, replayed: 0, isDone: true })
  })

  it('may overlap with others', async () => {
    const all = games(0, 30)
    await storeGames(
      infra.db,
      all.filter((_, n) => n % 2 === 0),
    )
    await Promise.all([run(), run(), run()])
    await storeGames(
      infra.db,
      all.filter((_, n) => n % 2 === 1),
    )
    await Promise.all([run(), run(), run()])
    expect(await allRatings(infra.db)).toEqual(expectedRatings(all))
  })

  it('rates what ingestion has stored', async () => {
    const documents = simulated('ratings', 6)
    const chunks = ndjson(texts(documents))
    await ingestStream(ctx, { chunks, source: 'auto', origin: 'test' })
    expect((await run()).rated).toBe(6)
    const { rows } = await sql`
      select 1 from (select player_key, count(*) as games from player_match group by player_key) as played
      join rating using (player_key) where rating.games = played.games
    `.execute(infra.db)
    const puuids = documents.flatMap(({ players }) => players.map(({ puuid }) => puuid))
    expect(rows).toHaveLength(new Set(puuids).size)
  })
})

describe('a rewind', () => {
  it('rates again what follows from games that have changed', async () => {
    await storeGames(infra.db, games(0, 20))
    await run()
    await infra.db.transaction().execute(async (tx) => {
      await sql`update match set winner = 2 where id = ${gameId(9)}`.execute(tx)
      const fromMinute = game(9).startedAt.getTime() / 60_000
      await rewindRatings(tx, { queueKey, fromMinute })
    })
    await run()
    const changed = games(0, 20).map((one) => (one.id === gameId(9) ? { ...one, winner: 2 } : one))
    expect(await allRatings(infra.db)).toEqual(expectedRatings(changed))
  })

  it('gives players back what they had when their games since then are gone', async () => {
    const guests = { ...game(19), players: [91, 92, 93, 94, 95, 96, 97, 98, 99, 1] }
    await storeGames(infra.db, [...games(0, 19), guests])
    await run()
    await infra.db.transaction().execute(async (tx) => {
      await sql`delete from match where id = ${guests.id}`.execute(tx)
      await rewindRatings(tx, { fromMinute: guests.startedAt.getTime() / 60_000 })
    })
    await run()
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games(0, 19)))
  })

  it('leaves queues alone in which nothing was rated since', async () => {
    await storeGames(infra.db, games(0, 3))
    await run()
    await infra.db
      .transaction()
      .execute((tx) => rewindRatings(tx, { fromMinute: game(3).startedAt.getTime() / 60_000 }))
    expect(await run()).toEqual({ rated: 0, replayed: 0, isDone: true })
  })
})

describe('an erased player', () => {
  it('has no rating left, and takes part in the games of the others as a new player', async () => {
    await storeGames(infra.db, games(0, 20))
    await run()
    await infra.db.transaction().execute(async (tx) => {
      await forgetPlayerRating(tx, 5)
      await sql`update player_match set player_key = 0 where player_key = 5`.execute(tx)
      await rewindRatings(tx, { fromMinute: START / 60_000 })
    })
    const { rows } = await sql`
      select from rating where player_key in (0, 5)
      union all select from rating_day where player_key in (0, 5)
    `.execute(infra.db)
    expect(rows).toHaveLength(0)
    await run()
    const without = games(0, 20).map((one) => ({
      ...one,
      players: one.players.map((player) => (player === 5 ? 0 : player)),
    }))
    expect(await allRatings(infra.db)).toEqual(expectedRatings(without))
  })

  it('does not come back from a run that began before', async () => {
    await storeGames(infra.db, games(0, 30))
    const erase = async () =>
      infra.db.transaction().execute(async (tx) => {
        await sql`update player_match set player_key = 0 where player_key = 5`.execute(tx)
        await forgetPlayerRating(tx, 5)
      })
    await Promise.all([run({ chunk: 1, runMs: 60_000 }), erase()])
    const { rows } = await sql`select from rating_day where player_key = 5`.execute(infra.db)
    expect(rows).toHaveLength(0)
  })
})

describe('rebuildRatings', () => {
  it('is for operators', async () => {
    await expect(rebuildRatings({ ...ctx, actor: ANONYMOUS })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('makes everything anew, and heals what was damaged', async () => {
    await storeGames(infra.db, games(0, 20))
    await run()
    await sql`update rating set mu = 1 where player_key = 3`.execute(infra.db)
    await sql`update rating_day set sigma = 1 where player_key = 4`.execute(infra.db)
    await sql`delete from rating_day where player_key = 6`.execute(infra.db)
    await rebuildRatings(ctx)
    expect(await run()).toEqual({ rated: 0, replayed: 20, isDone: true })
    expect(await allRatings(infra.db)).toEqual(expectedRatings(games(0, 20)))
  })
})
