import type { Ctx } from '@loadout/core'
import { rederive, wakeRederive } from '@loadout/core/matches'
import { rollupMatches, startRebuild } from '@loadout/core/stats'
import { createInlinePreparer } from '@loadout/infra'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeRounds } from '../../../packages/core/src/matches/events.ts'
import { PARSER_VERSION } from '../../../packages/core/src/matches/match-rows.ts'
import {
  outdatedMatches,
  storedPlayers,
} from '../../../packages/core/src/matches/rederive/queries.ts'
import { storedDocument } from '../../../packages/core/src/matches/rederive/stored-document.ts'
import { contentChecksums } from '../fault/harness/checksums.ts'
import { simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { Crash, crashingAfter, createStage, type RebuildStage } from './stage.ts'

const documents = texts(simulated('rederive', 24, { spikerush: 2, competitive: 1 }))

let stage: RebuildStage
beforeEach(async () => {
  stage = await createStage()
})
afterEach(() => stage.close())

/** The same services with another trade window. */
function withWindow(ctx: Ctx, tradeWindowMs: number): Ctx {
  return { ...ctx, preparer: createInlinePreparer(ctx.codec, ctx.game, tradeWindowMs) }
}

/** What a parser with a hundred mistakes would have written: every kind of column is wrong. */
async function spoil({ db }: Ctx): Promise<void> {
  await sql`
    update match set parser_version = ${PARSER_VERSION - 1}, tier = 27, winner = 1, rounds = rounds + 1,
      round_counts = round_counts + 1, blue_score = 0, red_comp = blue_comp, duration_ms = 7,
      started_at = started_at + interval '3 days', act_key = 0, surrendered = true
    where match_key % 4 > 0
  `.execute(db)
  await sql`
    update player_match set started_minute = started_minute + 4320, kills = kills + 3, spent = null,
      cast_counts = null, round_counts = 0, clutch_counts = 0, seat = seat & ~(31 << 7) | 27 << 7,
      agent_key = (select min(agent_key) from player_match)
    where match_key % 4 > 0
  `.execute(db)
}

async function freshChecksums(texts: readonly string[]): Promise<Record<string, string>> {
  const fresh = await createStage()
  try {
    await fresh.ingest(texts)
    await rollupMatches(fresh.ctx, {})
    return await contentChecksums(fresh.ctx.db)
  } finally {
    await fresh.close()
  }
}

async function removeArchive({ archive }: Ctx): Promise<void> {
  for (const day of await archive.days()) await archive.removeDay(day)
}

describe('a corrected parser', () => {
  it.each([
    ['from the raw documents', false],
    ['from what is stored, where the raw documents are gone', true],
  ])('has every match derived again %s', async (_, isGone) => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 16))
    if (!isGone) await spoil(ctx)
    await rollupMatches(ctx, {})
    // What is pending has no sums to take back.
    await stage.ingest(documents.slice(16))
    await sql`update match set parser_version = 1 where ${isGone} or match_key > 16`.execute(ctx.db)
    if (isGone) await removeArchive(ctx)

    expect(await rederive(ctx, {})).toEqual({ rewritten: isGone ? 24 : 20, kept: 0 })
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
    expect(await contentChecksums(ctx.db)).toEqual(await freshChecksums(documents))
    expect(await rederive(ctx, {})).toEqual({ rewritten: 0, kept: 0 })
  })

  it('takes back what was wrong in the roll-ups, and leaves no row without games', async () => {
    const { ctx } = stage
    await stage.ingest(documents)
    await spoil(ctx)
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
    const wrong = await contentChecksums(ctx.db)

    await rederive(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
    const right = await contentChecksums(ctx.db)
    expect(right).not.toEqual(wrong)
    expect(right).toEqual(await freshChecksums(documents))
    const { rows } = await sql`
      select from agent_rollup where matches = 0 union all
      select from player_rollup where wins + losses + draws = 0
    `.execute(ctx.db)
    expect(rows).toEqual([])
  })

  it('moves the revision, so that no cache keeps the old sums', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 4))
    await rollupMatches(ctx, {})
    const revision = async () =>
      (await ctx.db.selectFrom('stats_state').select('revision').executeTakeFirstOrThrow()).revision
    const before = await revision()
    await spoil(ctx)
    await rederive(ctx, {})
    expect(await revision()).toBeGreaterThan(before)
  })
})

describe('another trade window', () => {
  it('has everything measured again, and back', async () => {
    const { ctx } = stage
    await stage.ingest(documents)
    await rollupMatches(ctx, {})
    const at5s = await contentChecksums(ctx.db)

    const patient = withWindow(ctx, 30_000)
    expect(await wakeRederive(patient, {})).toEqual({ woken: true })
    expect(await rederive(patient, {})).toEqual({ rewritten: documents.length, kept: 0 })
    expect(await wakeRederive(patient, {})).toEqual({ woken: false })
    expect(await differencesToCleanPass(ctx)).toEqual([])
    const at30s = await contentChecksums(ctx.db)
    expect(at30s.agent_rollup).not.toBe(at5s.agent_rollup)
    expect(at30s.map_rollup).toBe(at5s.map_rollup)

    await removeArchive(ctx)
    await rederive(ctx, {})
    expect(await contentChecksums(ctx.db)).toEqual(at5s)
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('says with which one each match was measured', async () => {
    await stage.ingest(documents.slice(0, 2))
    await rederive(withWindow(stage.ctx, 3_000), {})
    const rows = await stage.ctx.db
      .selectFrom('match')
      .select(['parser_version', 'trade_window_ms'])
      .execute()
    const now = { parser_version: PARSER_VERSION, trade_window_ms: 3_000 }
    expect(rows).toEqual([now, now])
  })
})

describe('matches that stay as they are', () => {
  it('are those of a later parser', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 2))
    await sql`update match set parser_version = ${PARSER_VERSION + 1}`.execute(ctx.db)
    expect(await wakeRederive(ctx, {})).toEqual({ woken: false })
    expect(await rederive(ctx, {})).toEqual({ rewritten: 0, kept: 0 })
  })

  it('are those that the present parser refuses: counted they were', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 3))
    await rollupMatches(ctx, {})
    await removeArchive(ctx)
    await sql`update match set parser_version = 1`.execute(ctx.db)
    const [match] = await outdatedMatches(ctx.db, {
      parserVersion: PARSER_VERSION,
      tradeWindowMs: 5_000,
      limit: 1,
    })
    if (match === undefined) throw new Error('no match')
    const players = await storedPlayers(ctx.db, match.match_key)
    const named = await ctx.dimensions.named([match.queue_key])
    const document = storedDocument(ctx, { match, players }, named)
    const rounds = Array.from({ length: 40 }, () => document.rounds).flat()
    const events = encodeRounds(ctx.codec, { ...document, rounds })
    await ctx.db
      .updateTable('match')
      .set({ events })
      .where('match_key', '=', match.match_key)
      .execute()

    expect(await rederive(ctx, {})).toEqual({ rewritten: 2, kept: 1 })
    expect(await wakeRederive(ctx, {})).toEqual({ woken: false })
    const { n } = await ctx.db
      .selectFrom('player_match')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBe(30)
  })

  it('are all of them while a rebuild runs', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 6))
    await rollupMatches(ctx, {})
    await spoil(ctx)
    await sql`update match set parser_version = 1`.execute(ctx.db)
    await startRebuild(ctx, {}, { shardMatches: 2 })
    expect(await rederive(ctx, {})).toEqual({ rewritten: 0, kept: 0 })
    await stage.finish()
    expect(await rederive(ctx, {})).toEqual({ rewritten: 6, kept: 0 })
    await startRebuild(ctx, {})
    await stage.finish()
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it('keep their place and receipt when they are rewritten', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 3))
    const columns = ['match_key', 'id', 'source', 'received_at', 'raw_hash'] as const
    const kept = () => ctx.db.selectFrom('match').select(columns).orderBy('match_key').execute()
    const before = await kept()
    await sql`update match set parser_version = 1`.execute(ctx.db)
    await rederive(ctx, {})
    expect(await kept()).toEqual(before)
  })
})

describe('erased players', () => {
  /** As an erasure does: the player is known no more, and their games are nobody's. */
  async function eraseOne({ db }: Ctx): Promise<void> {
    const { player_key } = await db
      .selectFrom('player_match')
      .select('player_key')
      .where('player_key', '>', 0)
      .limit(1)
      .executeTakeFirstOrThrow()
    await sql`
      insert into erased_player select sha256(convert_to(puuid, 'UTF8')), now() from player
      where player_key = ${player_key}
    `.execute(db)
    await sql`delete from player_rollup where player_key = ${player_key}`.execute(db)
    await sql`update player_match set player_key = 0 where player_key = ${player_key}`.execute(db)
    await sql`delete from player where player_key = ${player_key}`.execute(db)
  }

  async function gamesOfNobody(): Promise<number> {
    const rows = await stage.ctx.db
      .selectFrom('player_match')
      .select('match_key')
      .where('player_key', '=', 0)
      .execute()
    return rows.length
  }

  beforeEach(async () => {
    await stage.ingest(documents)
    await rollupMatches(stage.ctx, {})
    await sql`update match set parser_version = 1`.execute(stage.ctx.db)
  })

  it('stay nobody, and the sums of everybody else right', async () => {
    const { ctx } = stage
    await eraseOne(ctx)
    const before = await gamesOfNobody()
    expect(before).toBeGreaterThan(0)
    await rederive(ctx, {})
    expect(await gamesOfNobody()).toBe(before)

    await removeArchive(ctx)
    await sql`update match set parser_version = 1`.execute(ctx.db)
    await rederive(ctx, {})
    expect(await gamesOfNobody()).toBe(before)
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })

  it.each([
    ['from the raw documents', false],
    ['from what is stored', true],
  ])('are forgotten also when their matches are just being derived %s', async (_, isGone) => {
    const { ctx } = stage
    if (isGone) await removeArchive(ctx)
    let erasing: Promise<void> | undefined
    const { dimensions } = ctx
    const slow: Ctx = {
      ...ctx,
      dimensions: {
        ...dimensions,
        // The last that is asked for before the transaction begins.
        async keys(kind, ids) {
          erasing ??= eraseOne(ctx)
          await erasing
          return dimensions.keys(kind, ids)
        },
      },
    }
    expect(await rederive(slow, {})).toEqual({ rewritten: documents.length, kept: 0 })
    expect(await gamesOfNobody()).toBeGreaterThan(0)
    const { rows } = await sql`
      select from player_match where player_key > 0
        and player_key not in (select player_key from player)
    `.execute(ctx.db)
    expect(rows).toEqual([])
    expect(await differencesToCleanPass(ctx)).toEqual([])
  })
})

describe('a re-derivation that is killed', () => {
  it('is right wherever that was', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 12))
    await rollupMatches(ctx, {})
    let crashes = 0
    for (let after = 1; ; after += 4, crashes += 1) {
      const window = withWindow(crashingAfter(ctx, after), 8_000)
      const error = await rederive(window, {}).catch((reason) => reason)
      expect(await differencesToCleanPass(ctx)).toEqual([])
      if (!(error instanceof Error)) break
      expect(error).toBeInstanceOf(Crash)
    }
    expect(crashes).toBeGreaterThan(5)
  })

  it('may meet another one and the roll-up', async () => {
    const { ctx } = stage
    await stage.ingest(documents.slice(0, 12))
    await rollupMatches(ctx, {})
    await stage.ingest(documents.slice(12))
    const window = withWindow(ctx, 8_000)
    const results = await Promise.all([
      rederive(window, {}),
      rollupMatches(ctx, {}),
      rederive(window, {}),
      rollupMatches(ctx, {}),
    ])
    expect(results.every((result) => result !== undefined)).toBe(true)
    await rollupMatches(ctx, {})
    expect(await differencesToCleanPass(ctx)).toEqual([])
    expect(await rederive(window, {})).toEqual({ rewritten: 0, kept: 0 })
  })
})
