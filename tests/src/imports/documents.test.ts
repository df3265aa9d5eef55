import type { Ctx } from '@loadout/core'
import { importsContract, listRejects } from '@loadout/core/imports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { importText, outcome, outcomeOf } from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** A line of a file of games: known by its name, to the source as well. */
function line(source: string, name: string, base?: string, more: object = {}): string {
  return JSON.stringify({
    ...{ kind: base === undefined ? 'game' : 'dlc', name: `${source} ${name}` },
    ...{ source: { source, key: name }, ...more },
    ...(base === undefined ? {} : { base: { source, key: base } }),
  })
}

/** More than are saved together. */
const others = (source: string) =>
  Array.from({ length: 510 }, (_, index) => line(source, `other-${index}`))

/** The names of what belongs to something, and of what. */
async function bases(source: string) {
  const rows = await ctx.db
    .selectFrom('product as part')
    .innerJoin('product as base', 'base.id', 'part.base_id')
    .select(['part.name', 'base.name as of'])
    .where('part.name', 'like', `${source} %`)
    .orderBy('part.name')
    .execute()
  return rows.map(({ name, of }) => `${name} < ${of}`)
}

async function rejects(runId: number) {
  const input = importsContract.listRejectsInput.parse({ id: runId })
  const { items } = await listRejects(ctx, input)
  return items.map(({ row, column, code, detail }) => [row, column, code, detail?.split(':')[0]])
}

/** A key that is refused for itself. */
const WRONG = { slug: 'taken' }

describe('what a document belongs to', () => {
  const lines = (source: string) => [
    line(source, 'early', 'game'),
    line(source, 'early-of-early', 'early'),
    line(source, 'lost', 'nobody'),
    line(source, 'of-refused', 'refused'),
    ...others(source),
    line(source, 'game'),
    line(source, 'refused', undefined, WRONG),
    ...others(`${source}-2`),
    line(source, 'late', 'game'),
    line(source, 'late-of-refused', 'refused'),
  ]
  const expected = outcome({ inserted: 1_024, quarantined: 4, codes: { REFUSED: 4 } })
  const known = (source: string) => [
    `${source} early < ${source} game`,
    `${source} early-of-early < ${source} early`,
    `${source} late < ${source} game`,
  ]

  beforeAll(async () => {
    await importText(ctx, [line('first', 'holder', undefined, WRONG)])
  })

  it('may stand anywhere in the file; a dry run says the same', async () => {
    const dry = await importText(ctx, lines('a'), { dryRun: true })
    expect(outcomeOf(dry)).toEqual(expected)
    expect(await bases('a')).toEqual([])
    const run = await importText(ctx, lines('a'))
    expect(outcomeOf(run)).toEqual(expected)
    expect(await bases('a')).toEqual(known('a'))
    const refused = [
      [3, 'base', 'REFUSED', 'PRODUCT_NOT_FOUND'],
      [4, 'base', 'REFUSED', 'PRODUCT_NOT_FOUND'],
      [516, 'slug', 'REFUSED', 'SLUG_TAKEN'],
      [1_028, 'base', 'REFUSED', 'PRODUCT_NOT_FOUND'],
    ]
    expect(await rejects(run.id)).toEqual(refused)
    expect(await rejects(dry.id)).toEqual(refused)
  })

  it('is waited for again when the import was interrupted meanwhile', async () => {
    const stop = new AbortController()
    const stopped = await importText({ ...ctx, signal: stop.signal }, lines('b'), {
      onProgress: () => stop.abort(),
    })
    // True of it whenever it stops: nothing is lost, nothing is counted twice.
    const { rowsRead, inserted, quarantined } = stopped
    expect([stopped.state, inserted + quarantined]).toEqual(['stopped', rowsRead])
    expect(await rejects(stopped.id)).toHaveLength(quarantined)
    const done = await importText(ctx, lines('b'))
    expect(done.id).toBe(stopped.id)
    expect(outcomeOf(done)).toEqual(expected)
    expect(await bases('b')).toEqual(known('b'))
  })

  it('is nothing new the second time', async () => {
    expect(outcomeOf(await importText(ctx, lines('a')))).toEqual(
      outcome({ unchanged: 1_024, quarantined: 4, codes: { REFUSED: 4 } }),
    )
  })
})

describe('objects', () => {
  it('are no rows of a table when they are documents, whatever was asked for', async () => {
    const error = await importText(ctx, [line('c', 'game', undefined, { id: 7 })], {
      kind: 'products',
    }).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'BAD_INPUT' })
  })

  it('are rows also when the first one leaves out what is nothing', async () => {
    const product = { id: 1, name: 'Shoe', defaultPrice: 10 }
    const run = await importText(
      ctx,
      [product, { ...product, id: 2 }].map((one) => JSON.stringify(one)),
    )
    expect([run.dataset, outcomeOf(run)]).toEqual(['product', outcome({ inserted: 2 })])
    const style = { id: 1, productId: 1, name: 'Black', originalPrice: 9, 'default?': true }
    const styles = [style, { ...style, id: 2, salePrice: 8, 'default?': false }]
    const { dataset, inserted } = await importText(
      ctx,
      styles.map((one) => JSON.stringify(one)),
    )
    expect([dataset, inserted]).toEqual(['styles', 2])
    const prices = await ctx.db.selectFrom('style').select('sale_price').orderBy('id').execute()
    expect(prices).toEqual([{ sale_price: null }, { sale_price: 800 }])
  })
})
