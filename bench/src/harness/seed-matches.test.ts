import { pendingRollups, rollupMatches } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countRollupRows, forgetRollups } from './rollup-tables.ts'
import { type Seeded, seedMatches } from './seed-matches.ts'
import { ingestTemplates } from './seed-templates.ts'

const MATCHES = 90

let infra: TestInfra
let seeded: Seeded

beforeAll(async () => {
  infra = await createTestInfra()
  seeded = await seedMatches(infra, { matches: MATCHES, templates: 20, players: 400, starGames: 9 })
})
afterAll(() => infra.close())

async function count(query: RawBuilder<{ n: number }>): Promise<number> {
  const { rows } = await query.execute(infra.db)
  return rows[0]?.n ?? Number.NaN
}

describe('seedMatches', () => {
  it('stores as many different matches as asked for, ten players each', async () => {
    expect(await count(sql`select count(distinct id) as n from match`)).toBe(MATCHES)
    expect(await count(sql`select count(distinct raw_hash) as n from match`)).toBe(MATCHES)
    const rows = sql<{ n: number }>`
      select count(*) as n from (
        select match_key from player_game group by match_key having count(distinct slot) = 10
      ) as whole`
    expect(await count(rows)).toBe(MATCHES)
  })

  it('names the agents that were played in the compositions', async () => {
    const wrong = sql<{ n: number }>`
      select count(*) as n from match cross join lateral (
        select string_agg(agent_key::text, '.' order by agent_key) filter (where team = 1) as red,
          string_agg(agent_key::text, '.' order by agent_key) filter (where team = 2) as blue
        from player_game where match_key = match.match_key
      ) as played
      where (red, blue) is distinct from (red_comp, blue_comp)`
    expect(await count(wrong)).toBe(0)
  })

  it('keeps matches in the order of their starts, and says the start of each alike twice', async () => {
    const wrong = sql<{ n: number }>`
      select count(*) as n from match join player_match using (match_key)
      where started_minute <> floor(extract(epoch from started_at) / 60)`
    expect(await count(wrong)).toBe(0)
    const { rows } = await sql<{ key: number; start: number }>`
      select match_key as key, extract(epoch from started_at)::float8 as start from match order by match_key
    `.execute(infra.db)
    const step = (rows.at(-1)?.start ?? 0) - (rows[0]?.start ?? 0)
    const late = rows.filter(
      ({ start }, index) => start < (rows[index - 1]?.start ?? 0) - step / 20,
    )
    expect(late).toEqual([])
  })

  it('gives one player the games asked for, all of them shared with the rival', async () => {
    const gamesOf = (puuid: string) => sql`
      select match_key from player_match join player using (player_key) where puuid = ${puuid}`
    const shared = sql<{ n: number }>`
      select count(*) as n from (${gamesOf(seeded.star.puuid)}) as star
      join (${gamesOf(seeded.rival.puuid)}) as rival using (match_key)`
    expect(seeded.star.games).toBe(9)
    expect(await count(shared)).toBe(9)
  })

  it('names a player for every game, each with the search key of the name', async () => {
    const nobodys = sql<{ n: number }>`
      select count(*) as n from player_match left join player using (player_key) where puuid is null`
    expect(await count(nobodys)).toBe(0)
    expect(await count(sql`select count(*) as n from player where search_key is null`)).toBe(0)
  })

  it('leaves every match pending, and a database that can go on', async () => {
    const ctx = { ...infra, actor: { kind: 'system', name: 'bench' } } as const
    expect(await pendingRollups(infra.db)).toBe(MATCHES)
    expect(await rollupMatches(ctx, {})).toMatchObject({ matches: MATCHES })
    const rows = await countRollupRows(infra.db)
    await forgetRollups(infra.db)
    expect(await countRollupRows(infra.db)).toBe(0)
    await rollupMatches(ctx, {})
    expect(await countRollupRows(infra.db)).toBe(rows)
    await ingestTemplates(infra, { count: 2, days: 1 })
    expect(await pendingRollups(infra.db)).toBe(2)
  })
})
