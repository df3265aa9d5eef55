import { setTimeout as sleep } from 'node:timers/promises'
import { ANONYMOUS, type Ctx, isAppError, type RawArchive } from '@loadout/core'
import { refreshLeaderboards } from '@loadout/core/leaderboards'
import { getMatch, ingestStream, listRejected } from '@loadout/core/matches'
import { outboxBacklog } from '@loadout/core/outbox'
import {
  erasePlayer,
  playerProfile,
  playersContract,
  runErasures,
  searchPlayers,
} from '@loadout/core/players'
import { updateRatings } from '@loadout/core/ratings'
import { agentStats, rollupMatches, statsContract } from '@loadout/core/stats'
import { createJobProducer, startRelay } from '@loadout/infra/jobs'
import type { RiotMatchDocument, RiotPlayer } from '@loadout/simulator'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ndjson } from '../support/harness.ts'
import { simulated, texts, withInfo } from '../support/simulated.ts'
import { killed, spawnErasing } from './erasing.ts'
import { leftovers } from './leftovers.ts'
import { createWorld, nameOf, nth, playersOf, type World } from './world.ts'

let world: World
let player: RiotPlayer

beforeEach(async () => {
  world = await createWorld('erase', 12)
  player = nth(world.players, 0)
})
afterEach(() => world.close())

const erase = (ref = player.puuid) => erasePlayer(world.ctx, { player: ref })
const run = (ctx: Ctx = world.ctx) => runErasures(ctx, {})
const tracesOf = (of: RiotPlayer) => {
  const { puuid, gameName, tagLine } = of
  const written = JSON.stringify({ gameName, tagLine }).slice(1, -1)
  return leftovers(world.infra, [puuid, nameOf(of), written])
}
const traces = () => tracesOf(player)
const profile = (ref: string) =>
  playerProfile(world.ctx, playersContract.playerProfileInput.parse({ player: ref }))
const sums = () =>
  agentStats(world.ctx, statsContract.agentStatsInput.parse({ queue: 'competitive' }))
const ownDocuments = () =>
  world.documents.filter((document) =>
    playersOf(document).some(({ puuid }) => puuid === player.puuid),
  )

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return isAppError(error) ? error.code : String(error)
}

/** The document as another match, with the player in it. */
function again(document: RiotMatchDocument, queueId?: string): RiotMatchDocument {
  const matchId = crypto.randomUUID()
  return withInfo(document, { matchId, ...(queueId !== undefined && { queueId }) })
}

const rowsOf = async (table: 'player_match' | 'player_rollup', key: number) =>
  (
    await world.infra.db
      .selectFrom(table)
      .select('player_key')
      .where('player_key', '=', key)
      .execute()
  ).length

async function keyOf(puuid: string): Promise<number> {
  const row = await world.infra.db
    .selectFrom('player')
    .select('player_key')
    .where('puuid', '=', puuid)
    .executeTakeFirstOrThrow()
  return row.player_key
}

describe('erasing a player', () => {
  it('leaves nothing of them in any table, raw document or Redis key', async () => {
    const { config, log } = world.infra
    const prefix = config.QUEUE_PREFIX
    const producer = createJobProducer({ redisUrl: config.REDIS_URL, prefix, log })
    const relay = startRelay({ services: world.infra, producer, pollMs: 10 })
    expect(await traces()).toEqual(expect.arrayContaining(['player.puuid', 'player.search_key']))
    expect(await erase()).toEqual({ known: true })
    const games = ownDocuments().length
    expect(await run()).toEqual({ erased: 1, games, documents: games })
    while ((await outboxBacklog(world.infra.db)) > 0) await sleep(10)
    await relay.close()
    expect(await traces()).toEqual([])
    await producer.close()
  })

  it('leaves no row with their key, in no domain', async () => {
    const { db } = world.infra
    await updateRatings(world.ctx, {})
    await refreshLeaderboards(world.ctx, {})
    await sql`insert into crawl_region (region, configured_at) values ('eu', now())`.execute(db)
    await sql`
      insert into crawl_player (region, puuid, next_walk_at) values ('eu', ${player.puuid}, now())
    `.execute(db)
    const key = await keyOf(player.puuid)
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'player_key'
    `.execute(db)
    const withKey = async () => {
      const found: string[] = []
      for (const { name } of tables) {
        const { rows } =
          await sql`select from ${sql.table(name)} where player_key = ${key}`.execute(db)
        if (rows.length > 0) found.push(name)
      }
      return found.sort()
    }
    const kept = ['player', 'player_match', 'player_rollup', 'rating', 'rating_day']
    expect(await withKey()).toEqual(expect.arrayContaining(kept))
    await erase()
    await run()
    expect(await withKey()).toEqual([])
    expect(await traces()).toEqual([])
    const queues = await db.selectFrom('rating_queue').select('rewind_from').execute()
    expect(queues.some(({ rewind_from }) => rewind_from !== null)).toBe(true)
  })

  it('is felt at once: before its job runs the page, the name and the search are gone', async () => {
    await erase(nameOf(player))
    expect(await codeOf(profile(player.puuid))).toBe('PLAYER_NOT_FOUND')
    expect(await codeOf(profile(nameOf(player)))).toBe('PLAYER_NOT_FOUND')
    const query = { query: nameOf(player), limit: 20 }
    expect(await searchPlayers(world.ctx, query)).toEqual({ items: [], nextCursor: null })
    const matchId = nth(ownDocuments(), 0).matchInfo.matchId
    for (const finish of [async () => {}, run]) {
      await finish()
      const { players } = await getMatch(world.ctx, { matchId })
      expect(players).toHaveLength(10)
      expect(players.filter(({ puuid, name }) => puuid === null && name === null)).toHaveLength(1)
    }
  })

  it('changes no sum over all players, and none of another player', async () => {
    const other = nth(world.players, 1).puuid
    const [before, otherBefore] = [await sums(), await profile(other)]
    await erase()
    await run()
    await rollupMatches(world.ctx, {})
    expect((await sums()).items).toEqual(before.items)
    expect((await profile(other)).totals).toEqual(otherBefore.totals)
  })

  it('removes a document from every day it lies under, and no other', async () => {
    const documents = await world.infra.db
      .selectFrom('match')
      .select(['id', sql<string>`encode(raw_hash, 'hex')`.as('hash')])
      .execute()
    const own = new Set(ownDocuments().map(({ matchInfo }) => matchInfo.matchId))
    const today = nth(await world.infra.archive.days(), 0)
    for (const { hash } of documents) {
      const raw = await world.infra.archive.get({ day: today, hash })
      await world.infra.archive.put({ day: '2020-01-01', hash }, raw ?? new Uint8Array())
    }
    await erase()
    await run()
    for (const { id, hash } of documents) {
      for (const day of [today, '2020-01-01']) {
        const isThere = (await world.infra.archive.get({ day, hash })) !== null
        expect(isThere, id).toBe(!own.has(id))
      }
    }
  })

  it('removes rejected documents that name them, in any case, and keeps the others', async () => {
    const [document = nth(world.documents, 0)] = ownDocuments()
    const broken = (text: string) => `{"matchInfo": {"matchId": "broken"}, "who": "${text}"`
    await world.ingest([
      JSON.stringify(again(document, '')),
      broken(player.puuid.toUpperCase()),
      broken('somebody else'),
    ])
    expect((await listRejected(world.ctx, { limit: 10 })).items).toHaveLength(3)
    await erase()
    expect((await run()).documents).toBe(ownDocuments().length + 2)
    expect((await listRejected(world.ctx, { limit: 10 })).items).toHaveLength(1)
    expect(await traces()).toEqual([])
  })

  it('stores matches that come later without them', async () => {
    await erase()
    await run()
    const later = again(nth(ownDocuments(), 0))
    await world.ingest([JSON.stringify(later)])
    const { players } = await getMatch(world.ctx, { matchId: later.matchInfo.matchId })
    expect(players.filter(({ puuid }) => puuid === null)).toHaveLength(1)
    expect(await codeOf(profile(player.puuid))).toBe('PLAYER_NOT_FOUND')
  })

  it('may be asked for again, and for somebody who was never seen', async () => {
    expect(await erase()).toEqual({ known: true })
    expect(await erase()).toEqual({ known: false })
    expect((await run()).erased).toBe(1)
    expect(await run()).toEqual({ erased: 0, games: 0, documents: 0 })
    expect(await erase()).toEqual({ known: false })
    expect(await erase(crypto.randomUUID())).toEqual({ known: false })
    expect((await run()).erased).toBe(2)
    const rows = await world.infra.db.selectFrom('erasure').selectAll().execute()
    expect(rows.every(({ puuid, player_key }) => puuid === null && player_key === null)).toBe(true)
  })

  it('is for those who may, and of players there are', async () => {
    const key = { kind: 'api-key', keyId: 'k', scopes: ['matches:write'] } as const
    const as = (actor: Ctx['actor']) =>
      erasePlayer({ ...world.ctx, actor }, { player: player.puuid })
    expect(await codeOf(as(ANONYMOUS))).toBe('UNAUTHENTICATED')
    expect(await codeOf(as(key))).toBe('FORBIDDEN')
    for (const ref of ['nobody#0000', 'short', '\ud800', '#']) {
      expect(await codeOf(erase(ref))).toBe('PLAYER_NOT_FOUND')
    }
    expect((await profile(player.puuid)).totals.games).toBe(ownDocuments().length)
  })
})

/** The archive of a process that dies at its n-th use of it. */
function dyingArchive(archive: RawArchive, at: number): RawArchive {
  let calls = 0
  const alive = (): RawArchive => {
    calls += 1
    if (calls >= at) throw new Error('killed')
    return archive
  }
  return {
    ...archive,
    days: async () => alive().days(),
    get: async (address) => alive().get(address),
    remove: async (address) => alive().remove(address),
  }
}

describe('an erasure that is interrupted', () => {
  it('is finished by the next run, wherever it was', async () => {
    await world.ingest([JSON.stringify(again(nth(ownDocuments(), 0), ''))])
    const other = nth(world.players, 1)
    await erase()
    await erase(other.puuid)
    let died = 0
    for (const at of [1, 2, 4, 3, 9, 14, 30]) {
      const archive = dyingArchive(world.infra.archive, at)
      died += await run({ ...world.ctx, archive }).then(
        () => 0,
        () => 1,
      )
    }
    expect(died).toBeGreaterThan(3)
    await run()
    expect(await traces()).toEqual([])
    expect(await tracesOf(other)).toEqual([])
  })

  it('is finished after its process was killed, at whatever moment', {
    timeout: 60_000,
  }, async () => {
    await erase()
    const ends: unknown[] = []
    for (const afterMs of [0, 15, 40]) {
      ends.push(await killed(spawnErasing(world.infra.env), afterMs))
    }
    expect(ends).toContain('SIGKILL')
    await run()
    expect(await traces()).toEqual([])
  })

  it('ends when it is told to, and loses nothing', async () => {
    await erase()
    await expect(run({ ...world.ctx, signal: AbortSignal.abort() })).rejects.toThrow()
    expect((await run()).erased).toBe(1)
  })

  it('may overlap with another run', async () => {
    await erase()
    await Promise.all([run(), run(), run()])
    expect(await traces()).toEqual([])
  })
})

describe('an erasure beside other work', () => {
  it('leaves no game behind while matches of the player are being stored and added', async () => {
    const key = await keyOf(player.puuid)
    const more = Array.from({ length: 60 }, () => again(nth(ownDocuments(), 0)))
    const ingest = ingestStream(world.ctx, {
      chunks: ndjson(texts([...more, ...simulated('beside', 20)])),
      source: 'riot',
      origin: 'test',
    })
    const work = [
      ingest,
      rollupMatches(world.ctx, {}),
      erase().then(() => run()),
      rollupMatches(world.ctx, {}),
    ]
    const done = await Promise.allSettled(work)
    expect(done.map(({ status }) => status)).toEqual(work.map(() => 'fulfilled'))
    await run()
    await rollupMatches(world.ctx, {})
    expect(await rowsOf('player_match', key)).toBe(0)
    expect(await rowsOf('player_rollup', key)).toBe(0)
    expect(await codeOf(profile(player.puuid))).toBe('PLAYER_NOT_FOUND')
  })

  it('waits for a batch that is being stored: its games are erased too', async () => {
    const key = await keyOf(player.puuid)
    const { db } = world.infra
    const order: string[] = []
    const storing = db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock_shared(hashtext('loadout.rollup_versions'))`.execute(
        tx,
      )
      order.push('storing')
      await sql`
        insert into player_match select * from player_match where player_key = ${key} limit 1
      `.execute(tx)
      await sql`select pg_sleep(0.2)`.execute(tx)
      order.push('stored')
    })
    while (order.length === 0) await sleep(5)
    await erase().then(() => order.push('erased'))
    await storing
    expect(order).toEqual(['storing', 'stored', 'erased'])
    await run()
    expect(await rowsOf('player_match', key)).toBe(0)
  })
})
