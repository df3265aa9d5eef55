import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { documentsOf, exportedFiles, exportedGames, importPiped } from './exporting.ts'
import { haveRealData, importRealFolder, realFile } from './real-data.ts'

let one: Harness
let other: Harness
beforeAll(async () => {
  ;[one, other] = await Promise.all([createHarness(), createHarness()])
})
afterAll(async () => {
  await Promise.all([one.close(), other.close()])
})

/** Rows of the large files that are enough to meet what is in them. */
const STEAM = 600
const WIKIPEDIA = 400

/** The beginning of a file, none of whose rows goes over a line. */
async function head(path: string, lines: number): Promise<string> {
  const text = await readFile(realFile(path), 'utf8')
  return text.split('\n').slice(0, lines).join('\n')
}

/** What no file says: when something was written into the database, and counters of changes. */
const OWN = ['updated_at', 'revision', 'version', 'content_hash', 'account_id', 'company_id']

/** Of products their moment of creation too, and parts that have no id in a document get one of their own. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  product: ['created_at'],
  product_source: [],
  product_feature: ['id'],
  product_media: ['id'],
  // A company under two spellings of its name counts once, and leaves a gap in the first database.
  product_company: ['position'],
  company: ['id'],
  game_release: [],
  game_detail: [],
  product_summary: [],
  related_product: [],
  style: [],
  style_photo: [],
  sku: [],
  review: [],
  review_photo: [],
  characteristic: [],
  characteristic_review: [],
  question: [],
  answer: [],
  answer_photo: [],
  cart_item: ['added_at', 'changed_at'],
}

/** Everything that is stored in a table, rows in an order of their own. */
async function rowsOf({ ctx }: Harness, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly row: string }>`
    select (to_jsonb(one) - ${[...OWN, ...(TABLES[table] ?? [])]}::text[])::text as row
    from ${sql.table(table)} as one order by 1
  `.execute(ctx.db)
  return rows.map(({ row }) => row)
}

async function expectSameContents() {
  for (const table of Object.keys(TABLES)) {
    expect(await rowsOf(other, table), table).toEqual(await rowsOf(one, table))
  }
}

describe.runIf(haveRealData)('an export of real files', () => {
  it('of Atelier is what an empty database is made the same by', async () => {
    await importRealFolder(one.ctx, 'atelier')
    const files = await exportedFiles(one.ctx)
    for (const [name, text] of Object.entries(files)) {
      const run = await importPiped(other.ctx, `${name}.csv`, text)
      expect([name, run.quarantined, run.adjusted]).toEqual([name, 0, 0])
      expect([name, run.inserted]).toEqual([name, run.rowsRead])
    }
    expect(await exportedFiles(other.ctx)).toEqual(files)
    await expectSameContents()
  })

  it('of games is, too', { timeout: 60_000 }, async () => {
    const steam = await head('games/steam-store-games-ccby.csv', STEAM + 1)
    const wikipedia = await head('games/wikipedia-nes-genesis.ndjson', WIKIPEDIA)
    expect(await importPiped(one.ctx, 'steam.csv', steam)).toMatchObject({ inserted: STEAM })
    const more = await importPiped(one.ctx, 'wikipedia.ndjson', wikipedia)
    expect(more).toMatchObject({ inserted: WIKIPEDIA })
    const text = await exportedGames(one.ctx)
    expect(documentsOf(text)).toHaveLength(STEAM + WIKIPEDIA)

    const run = await importPiped(other.ctx, 'games.ndjson', text)
    expect(run).toMatchObject({ rowsRead: STEAM + WIKIPEDIA, inserted: STEAM + WIKIPEDIA })
    expect(await exportedGames(other.ctx)).toBe(text)
    await expectSameContents()
  })
})
