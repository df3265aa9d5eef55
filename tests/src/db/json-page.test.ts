import { jsonPage } from '@loadout/core/db'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra()
})
afterAll(() => infra.close())

const MAX_BYTES = 200

interface Page {
  readonly items: readonly { readonly text: string }[]
  readonly kept: number
  readonly last_id: number | null
  readonly size: number
}

/** The page of rows with these texts, whose ids are their places. */
async function pageOf(texts: readonly string[], limit: number): Promise<Page | undefined> {
  const given = JSON.stringify(texts)
  const { rows } = await sql<Page>`
    with recursive row (id, text) as (
      select place, text from json_array_elements_text(${given}::json) with ordinality as t (text, place)
    ),
    ${jsonPage({
      ids: sql`select id::integer from row order by id limit ${limit}::integer + 1`,
      jsonOf: (id) => sql`select json_build_object('text', text) from row where row.id = ${id}`,
      limit,
      maxBytes: MAX_BYTES,
    })}
    select items, kept, last_id, octet_length(items::text) as size from page
  `.execute(infra.db)
  return rows[0]
}

/** As PostgreSQL writes it, with blanks that a client does not need. */
const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify({ text })) + '  '.length

/** How many of them are in, in the plainest words. */
function fitting(texts: readonly string[], limit: number): number {
  let bytes = '[]'.length
  for (const [index, text] of texts.entries()) {
    bytes += bytesOf(text) + ','.length
    if (index === limit || (index > 0 && bytes > MAX_BYTES)) return index
  }
  return texts.length
}

describe('a page of JSON', () => {
  it('is empty without rows', async () => {
    expect(await pageOf([], 3)).toEqual({ items: [], kept: 0, last_id: null, size: 2 })
  })

  it.each([
    ['all there are', ['a', 'b'], 3, 2, null],
    ['as many as are asked for, which are all', ['a', 'b'], 2, 2, null],
    ['as many as are asked for', ['a', 'b', 'c'], 2, 2, 2],
    ['none when none are asked for', ['a'], 0, 0, null],
    ['what fits', ['x'.repeat(80), 'y'.repeat(80), 'z'], 3, 2, 2],
    ['what fits up to the first that does not', ['x', 'y'.repeat(180), 'z'], 3, 1, 1],
    ['the first, however long', ['x'.repeat(1_000), 'y'], 2, 1, 1],
    ['the only one, however long', ['x'.repeat(1_000)], 2, 1, null],
  ])('has %s', async (_, texts, limit, kept, last) => {
    const page = await pageOf(texts, limit)
    expect(page).toMatchObject({ kept, last_id: last })
    expect(page?.items.map(({ text }) => text)).toEqual(texts.slice(0, kept))
  })

  it('counts bytes of JSON, not characters', async () => {
    const page = (char: string) => pageOf(Array(9).fill(char.repeat(20)), 9)
    expect((await page('a'))?.kept).toBe(5)
    expect((await page('é'))?.kept).toBe(3)
    expect((await page('"'))?.kept).toBe(3)
    expect((await page('\u{1F600}'))?.kept).toBe(2)
  })

  it('is exactly what fits, whatever the texts', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '"', '\n', '\u{1F600}'),
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        async (texts, limit) => {
          const page = await pageOf(texts, limit)
          const kept = fitting(texts, limit)
          expect(page?.items).toEqual(texts.slice(0, kept).map((one) => ({ text: one })))
          expect(page?.last_id).toBe(kept < Math.min(texts.length, limit + 1) ? kept : null)
          if (kept > 1) expect(page?.size).toBeLessThanOrEqual(MAX_BYTES)
        },
      ),
      { numRuns: 60, seed: 20_261_128 },
    )
  })
})
