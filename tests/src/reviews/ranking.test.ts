import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

async function value(of: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ value: number }>`select ${of} as value`.execute(ctx.db)
  return rows[0]?.value ?? Number.NaN
}
const wilson = (helpful: number, unhelpful: number) =>
  value(sql`wilson_lower(${helpful}::integer, ${unhelpful}::integer)`)
const relevance = (helpful: number, at: string) =>
  value(sql`relevance(${helpful}::integer, 0, ${at}::timestamptz)`)

/** Wilson (1927), lower end of the 95 % interval, as textbooks write it. */
function textbook(successes: number, failures: number): number {
  const n = successes + failures
  if (n === 0) return 0
  const z = 1.96
  const p = successes / n
  const centre = p + z ** 2 / (2 * n)
  const margin = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))
  return (centre - margin) / (1 + z ** 2 / n)
}

describe('wilson_lower', () => {
  it.each([
    [0, 0],
    [1, 0],
    [0, 1],
    [3, 2],
    [90, 10],
    [0, 1_000],
    [1_000_000, 3],
    [1_000_000_000, 1_000_000_000],
  ])('of %i for and %i against is what the textbook says', async (helpful, unhelpful) => {
    expect(await wilson(helpful, unhelpful)).toBeCloseTo(textbook(helpful, unhelpful), 9)
  })

  it('is below 1, so that a rank above it is never reached', async () => {
    expect(await wilson(2_000_000_000, 0)).toBeLessThan(1)
    expect(await wilson(0, 2_000_000_000)).toBeCloseTo(0, 12)
  })
})

describe('relevance', () => {
  it('loses half in 180 days: so much older needs twice the quality', async () => {
    const old = await relevance(8, '2026-01-01T00:00:00Z')
    const quality = 0.05 + textbook(8, 0)
    const fresh = await relevance(0, '2026-01-01T00:00:00Z')
    expect(old - fresh).toBeCloseTo(Math.log2(quality / 0.05), 6)
    const later = await relevance(8, '2026-06-30T00:00:00Z')
    expect(later - old).toBeCloseTo(1, 6)
  })

  it('does not change as time goes by', async () => {
    const at = '2020-02-29T12:00:00Z'
    const first = await relevance(3, at)
    await ctx.db.transaction().execute(async (tx) => {
      await sql`set local time zone 'Asia/Tokyo'`.execute(tx)
      const { rows } = await sql<{ value: number }>`
        select relevance(3, 0, ${at}::timestamptz) as value
      `.execute(tx)
      expect(rows[0]?.value).toBe(first)
    })
  })
})
