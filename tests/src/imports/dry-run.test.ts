import type { Ctx } from '@loadout/core'
import { importFiles, importsContract, listRejects } from '@loadout/core/imports'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import {
  createShop,
  HEADERS,
  importText,
  outcome,
  outcomeOf,
  productLines,
  textSource,
} from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(5)
  ctx = harness.ctx
  await importText(ctx, [HEADERS.styles, '1,1,Black,,140,1', '2,2,White,,140,0'])
  await importText(ctx, [HEADERS.cart, '1,abc,1,1'])
})
afterAll(() => harness.close())

/** Every row of the store, in one text. */
async function contents(): Promise<string> {
  const tables = ['product', 'style', 'cart_item', 'account', 'related_product', 'price_history']
  const texts: unknown[] = []
  for (const table of [...tables, 'catalogue_state', 'product_source', 'characteristic_review']) {
    const { rows } =
      await sql`select ${sql.table(table)}::text as row from ${sql.table(table)} order by 1`.execute(
        ctx.db,
      )
    texts.push(rows)
  }
  return JSON.stringify(texts)
}

const FILES: Readonly<Record<string, readonly string[]>> = {
  products: ['1,Renamed,,,Kicks,10', '2,Product 2,Slogan 2,,Kicks,20', '6,New,,,Kicks,1', 'x,,,,,'],
  styles: ['1,1,Black,,140,1', '2,2,Grey,,140,1', '3,3,Red,,1,1', '4,3,Blue,,1,1', '5,99,No,,1,0'],
  cart: ['1,abc,1,1', '2,abc,1,1', '3,new,2,1', '4,new,2,1', '5,new,2,0', '6,abc,9,1'],
  related: ['1,1,2', '2,1,2', '3,1,1'],
}

const headerOf = (name: string) =>
  HEADERS[name === 'products' ? 'product' : (name as 'styles' | 'cart' | 'related')]

describe('a dry run', () => {
  it.each(Object.keys(FILES))(
    'says of %s what an import then does, and writes nothing',
    async (name) => {
      const lines = [headerOf(name), ...(FILES[name] ?? [])]
      const before = await contents()
      const dry = await importText(ctx, lines, { dryRun: true })
      expect(await contents()).toBe(before)
      expect(dry).toMatchObject({ dryRun: true, state: 'done' })
      const real = await importText(ctx, lines)
      expect(outcomeOf(dry)).toEqual(outcomeOf(real))
      expect(dry.rowsRead).toBe(lines.length - 1)
    },
  )

  it('sees rows that would repeat each other, also across batches', async () => {
    await importText(ctx, [HEADERS.characteristics, '1,1,Fit'])
    const review = (id: number) => `${id},1,4,2021-03-04,a,b,1,0,me,,,0`
    await importText(ctx, [
      HEADERS.reviews,
      ...Array.from({ length: 12_000 }, (_, id) => review(id + 1)),
    ])
    const rows = Array.from({ length: 12_000 }, (_, id) => `${id + 1},1,${id + 1},4`)
    const lines = [HEADERS.characteristicReviews, ...rows, '20001,1,7,4', '20002,1,11999,4']
    const dry = await importText(ctx, lines, { dryRun: true })
    expect(outcomeOf(dry)).toEqual(
      outcome({ inserted: 12_000, quarantined: 2, codes: { DUPLICATE: 2 } }),
    )
    const carts = Array.from({ length: 10_500 }, (_, id) => `${id + 100},s${id},1,1`)
    const cart = [HEADERS.cart, ...carts, '90000,s3,1,1']
    expect(outcomeOf(await importText(ctx, cart, { dryRun: true }))).toEqual(
      outcome({ inserted: 10_500, quarantined: 1, codes: { DUPLICATE: 1 } }),
    )
  })

  it('of several files sees what the earlier ones would have brought', async () => {
    const [header, ...rows] = productLines(9)
    const sources = [
      textSource('b.csv', `${HEADERS.styles}\n70,8,Black,,140,1\n71,10,Black,,140,1\n`),
      textSource('a.csv', `${header}\n${rows.slice(6).join('\n')}\n`),
    ]
    const { runs } = await importFiles(ctx, { sources, kind: 'products', dryRun: true })
    expect(runs.map(outcomeOf)).toEqual([
      outcome({ inserted: 3 }),
      outcome({ inserted: 1, quarantined: 1, codes: { UNKNOWN_PARENT: 1 } }),
    ])
  })

  it('keeps what it would not take, to be looked at', async () => {
    const run = await importText(ctx, [HEADERS.related, '7,1,1', '8,2'], { dryRun: true })
    const input = importsContract.listRejectsInput.parse({ id: run.id })
    const { items } = await listRejects(ctx, input)
    expect(items.map(({ code, original }) => [code, original])).toEqual([
      ['SELF_LINK', '7,1,1'],
      ['WRONG_COLUMNS', '8,2'],
    ])
  })

  it('counts games too, and takes back what it tried', async () => {
    const before = await contents()
    const game = (name: string) =>
      JSON.stringify({ kind: 'game', name, source: { source: 'x', key: name } })
    const lines = [game('One'), game('Two'), game('One'), '{"kind":"sword"}']
    const dry = await importText(ctx, lines, { dryRun: true })
    expect(outcomeOf(dry)).toEqual(
      outcome({ inserted: 2, quarantined: 2, codes: { DUPLICATE_ID: 1, INVALID_VALUE: 1 } }),
    )
    expect(await contents()).toBe(before)
    expect(outcomeOf(await importText(ctx, lines))).toEqual(outcomeOf(dry))
  })
})
