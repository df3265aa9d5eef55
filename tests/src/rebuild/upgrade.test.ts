import type { Ctx } from '@loadout/core'
import { type Database, migrate } from '@loadout/core/db'
import { decodeEvents, rederive } from '@loadout/core/matches'
import { rollupMatches, syncContent } from '@loadout/core/stats'
import { createInfra } from '@loadout/infra'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../packages/core/src/db/migrations/index.ts'
import { contentChecksums } from '../fault/harness/checksums.ts'
import { simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { createStage, type RebuildStage } from './stage.ts'

const documents = texts(simulated('upgrade', 20, { spikerush: 2, swiftplay: 1, competitive: 2 }))

/** A fresh installation of today, and one that stored the same matches before migration 0006. */
let fresh: RebuildStage
let upgraded: RebuildStage

beforeAll(async () => {
  fresh = await createStage()
  await fresh.ingest(documents)
  await rollupMatches(fresh.ctx, {})
  upgraded = await createStage()
})
afterAll(async () => {
  await fresh?.close()
  await upgraded?.close()
})

/** Leaves nothing but the tables of before, then fills them with what the first version stored. */
async function downgrade(db: Kysely<Database>): Promise<void> {
  await sql`drop schema public cascade; create schema public`.execute(db)
  const provider = { getMigrations: async () => ({ ...MIGRATIONS }) }
  const { error } = await new Migrator({ db, provider }).migrateTo('0005-api-keys')
  if (error !== undefined) throw error
}

const KEPT = sql`overriding system value`

async function copyDimensions(from: Kysely<Database>, to: Kysely<Database>): Promise<void> {
  const rows = await from
    .selectFrom('dimension')
    .selectAll()
    .where('kind', '<>', 'weapon')
    .execute()
  await sql`
    insert into dimension (key, kind, id, name, known) ${KEPT}
    select key, kind, id, name, known from json_populate_recordset(null::dimension, ${JSON.stringify(rows)}::json)
  `.execute(to)
  await sql`select setval(pg_get_serial_sequence('dimension', 'key'), 10000)`.execute(to)
  const players = await from.selectFrom('player').selectAll().execute()
  await sql`
    insert into player (player_key, puuid, name, tag, seen_at) ${KEPT}
    select player_key, puuid, name, tag, seen_at
    from json_populate_recordset(null::player, ${JSON.stringify(players)}::json)
  `.execute(to)
  await sql`select setval(pg_get_serial_sequence('player', 'player_key'), 10000)`.execute(to)
}

async function copyMatches({ db, codec }: Ctx, to: Kysely<Database>): Promise<void> {
  const { rows: matches } = await sql<{ match_key: number; patch_key: number; events: Uint8Array }>`
    select g.*, m.id, m.received_at, m.duration_ms, m.source, encode(m.raw_hash, 'hex') as raw_hash, m.events,
      g.red_attack_wins + g.blue_attack_wins as attack_wins, 1 as parser_version
    from match_game as g join match as m using (match_key)
  `.execute(db)
  for (const { events, ...match } of matches) {
    const { match_key, patch_key } = match
    await sql`select ensure_patch_partition(${patch_key})`.execute(to)
    await sql`
      insert into match_ref (id, match_key, patch_key) ${KEPT}
      select id, match_key, patch_key from json_populate_record(null::match, ${JSON.stringify(match)}::json)
    `.execute(to)
    await sql`
      insert into match select * from json_populate_record(null::match, ${JSON.stringify(match)}::json)
    `.execute(to)
    // The rounds alone: there were no tallies of weapons before them.
    const rounds = events.subarray(3 + (events[1] ?? 0) + 256 * (events[2] ?? 0))
    expect(decodeEvents(codec, rounds)).toEqual(decodeEvents(codec, events))
    await sql`
      insert into match_events values (${match_key}, ${patch_key}, ${rounds})
    `.execute(to)
  }
  const players = await db.selectFrom('player_game').selectAll().execute()
  await sql`
    insert into player_match
    select * from json_populate_recordset(null::player_match, ${JSON.stringify(players)}::json)
  `.execute(to)
}

describe('a database with matches of the first version', () => {
  it('is migrated, rolled up and derived again to what a fresh one holds', async () => {
    const { db } = upgraded.ctx
    await downgrade(db)
    await copyDimensions(fresh.ctx.db, db)
    await copyMatches(fresh.ctx, db)

    await migrate(db)
    // Plans and keys of before are for tables that are gone.
    const infra = createInfra(upgraded.infra.config, { profile: 'worker', log: upgraded.ctx.log })
    const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
    try {
      await syncContent(ctx)
      await rollupMatches(ctx, {})
      expect(await differencesToCleanPass(ctx)).toEqual([])
      expect(await contentChecksums(ctx.db)).not.toEqual(await contentChecksums(fresh.ctx.db))

      expect(await rederive(ctx, {})).toEqual({ rewritten: documents.length, kept: 0 })
      expect(await differencesToCleanPass(ctx)).toEqual([])
      expect(await contentChecksums(ctx.db)).toEqual(await contentChecksums(fresh.ctx.db))
    } finally {
      await infra.close()
    }
  })
})
