import type { Ctx } from '@loadout/core'
import { ingestMatch } from '@loadout/core/matches'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { createSimulator } from '@loadout/simulator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('two writers that meet a new player at the same time', () => {
  let infra: TestInfra
  let ctx: Ctx

  beforeAll(async () => {
    infra = await createTestInfra()
    ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  })
  afterAll(() => infra?.close())

  it.each([
    ['an earlier', -1, 'later'],
    ['a later', 1, 'earlier'],
  ] as const)(
    'keep the name of the latest match when the first one saw %s match',
    async (_, offset, name) => {
      const [document] = createSimulator({ seed: name, mix: { spikerush: 1 }, compact: true })
      const player = document?.players[0]
      if (document === undefined || player === undefined) throw new Error('nothing simulated')
      const named = { ...player, gameName: 'this match' }
      const sent = { ...document, players: [named, ...document.players.slice(1)] }
      const seenAt = new Date(document.matchInfo.gameStartMillis + offset * 60_000)

      const second = await infra.db.transaction().execute(async (first) => {
        await first
          .insertInto('player')
          .values({ puuid: player.puuid, name: 'other match', tag: '1', seen_at: seenAt })
          .execute()
        const ingest = ingestMatch(ctx, { source: 'riot', document: sent })
        await expect.poll(() => waitingWriters(infra)).toBeGreaterThan(0)
        return { ingest }
      })
      expect(await second.ingest).toMatchObject({ outcome: 'accepted' })

      const row = await infra.db
        .selectFrom('player')
        .select('name')
        .where('puuid', '=', player.puuid)
        .executeTakeFirst()
      expect(row?.name).toBe(offset < 0 ? 'this match' : 'other match')
    },
  )
})

/** Backends of this database that wait for a transaction of another one. */
async function waitingWriters({ db }: TestInfra): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(db)
  return rows[0]?.n ?? 0
}
