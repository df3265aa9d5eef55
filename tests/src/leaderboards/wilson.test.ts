import { rate, wilsonLower } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra()
})
afterAll(() => infra.close())

it('the lower bound of a rate is the same in SQL as everywhere else', async () => {
  const { rows } = await sql<{ wins: number; games: number; lo: number }>`
    select wins, games, ${wilsonLower(sql`wins`, sql`games`)} as lo
    from unnest(array[1, 2, 10, 47, 1000, 123456, 2000000000]) as games,
      lateral (values (0), (1), (games / 3), (games - 1), (games)) as won (wins)
    where wins between 0 and games
  `.execute(infra.db)
  expect(rows.length).toBeGreaterThan(30)
  for (const { wins, games, lo } of rows) expect(lo).toBeCloseTo(rate(wins, games).lo, 12)
})
