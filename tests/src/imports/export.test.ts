import {
  adjustStock,
  type StoreDocument,
  saveProduct,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import { exportAtelier, exportGames } from '@loadout/core/imports'
import { simulateStore } from '@loadout/simulator/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { documentsOf, exportedFiles, exportedGames, importPiped } from './exporting.ts'

let one: Harness
let other: Harness
beforeAll(async () => {
  ;[one, other] = await Promise.all([createHarness(), createHarness()])
})
afterAll(async () => {
  await Promise.all([one.close(), other.close()])
})

/** What people type, and what CSV, COPY and JSON each have an opinion on. */
const AWKWARD = 'a "quoted", \\ back\\slash; {brace}\nsecond line\ttab 😀 é'

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

const FILES: Readonly<Record<string, string>> = {
  product: `id,name,slogan,description,category,default_price
1,Camo Onesie,Blend in,${quoted(AWKWARD)},Jackets,140
2,Sunglasses,null,,Accessories,69.5`,
  features: 'id,product_id,feature,value\n1,1,Fabric,Canvas\n2,2,UV,null',
  styles: `id,productId,name,sale_price,original_price,default_style
1,1,Green,null,140,1\n2,1,Blue,100,140,0\n3,2,Black,null,69,0`,
  photos: `id,styleId,url,thumbnail_url
1,1,https://img.example/1,https://img.example/t1\n2,3,https://img.example/2,null`,
  skus: 'id,styleId,size,quantity\n1,1,XS,8\n2,1,null,0\n3,3,L,16',
  related: 'id,current_product_id,related_product_id\n1,1,2\n2,1,2\n3,2,1',
  cart: 'id,user_session,product_id,active\n1,1234,1,1\n2,1234,2,0\n3,4321,2,1',
  reviews: `id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness
1,1,5,1596080481467,Great,${quoted(AWKWARD)},true,false,funtime,first.last@gmail.com,Thanks!,8
2,1,2,2019-01-11,Meh,Too small,0,1,other,,null,0`,
  reviews_photos: 'id,review_id,url\n1,1,https://img.example/r1',
  characteristics: 'id,product_id,name\n1,1,Fit\n2,1,Length',
  characteristic_reviews: 'id,characteristic_id,review_id,value\n1,1,1,4\n2,2,1,5\n3,1,2,1',
  questions: `id,product_id,body,date_written,asker_name,asker_email,reported,helpful
1,1,What fabric?,1595880000000,yankeelover,a@b.example,0,1\n2,1,Why?,1613890000000,x,,1,4`,
  answers: `id,question_id,body,date_written,answerer_name,answerer_email,reported,helpful
1,1,Canvas,1599958385988,Seller,,0,3\n2,1,No idea,1599958385000,someone,,1,0`,
  answers_photos: 'id,answer_id,url\n1,1,https://img.example/a1',
}

describe('what was imported from Atelier files', () => {
  beforeAll(async () => {
    for (const [name, text] of Object.entries(FILES)) {
      const run = await importPiped(one.ctx, `${name}.csv`, text)
      expect([name, run.quarantined, run.dataset]).toEqual([name, 0, name])
    }
  })

  it('is written as files of the same rows', async () => {
    const files = await exportedFiles(one.ctx)
    expect(Object.keys(files)).toEqual(Object.keys(FILES))
    const rows = (text: string | undefined) => text?.trimEnd().split('\n').length
    for (const name of ['features', 'styles', 'photos', 'skus', 'related', 'cart', 'answers']) {
      expect([name, rows(files[name])]).toEqual([name, rows(FILES[name])])
    }
    expect(files.styles).toContain('2,1,Blue,100.00,140.00,0\n')
    expect(files.product).toContain(quoted(AWKWARD))
  })

  it('gives the same content in an empty database', async () => {
    const files = await exportedFiles(one.ctx)
    for (const [name, text] of Object.entries(files)) {
      const run = await importPiped(other.ctx, `${name}.csv`, text)
      expect([name, run.quarantined]).toEqual([name, 0])
      expect(run.inserted).toBe(run.rowsRead)
    }
    expect(await exportedFiles(other.ctx)).toEqual(files)
  })

  it('is unchanged by an import of what was exported', async () => {
    for (const [name, text] of Object.entries(await exportedFiles(one.ctx))) {
      const run = await importPiped(one.ctx, `${name}.csv`, text)
      expect([name, run.unchanged]).toEqual([name, run.rowsRead])
    }
  })

  it('leaves out what waits for a moderator or was deleted, and all that hangs on it', async () => {
    await one.ctx.db.updateTable('review').set({ status: 3 }).where('id', '=', 1).execute()
    const files = await exportedFiles(one.ctx)
    expect(files.reviews).not.toContain('funtime')
    expect(files.reviews_photos).toBe('id,review_id,url\n')
    expect(files.characteristic_reviews?.trimEnd().split('\n')).toHaveLength(2)
  })
})

describe('games', () => {
  const GAME = {
    source: { source: 'steam', key: '10' },
    kind: 'game',
    name: 'Counter "Strike" \\ é',
    description: AWKWARD,
    tags: ['FPS'],
    genres: ['Action'],
    platforms: ['windows', 'mac'],
    prices: [
      { currency: 'USD', amount: 999, saleAmount: 499 },
      { currency: 'EUR', amount: 899, saleAmount: null },
    ],
    features: [{ name: 'Co-op', value: null }],
    media: [{ kind: 'screenshot', url: 'https://img.example/1' }],
    game: {
      companies: [
        { name: 'Valve', role: 'publisher' },
        { name: 'Valve', role: 'developer' },
      ],
      titles: [{ region: 'JP', title: 'カウンターストライク' }],
      modes: ['multiplayer'],
      releases: [
        { platform: 'windows', region: null, date: '2000-11-01' },
        { platform: 'mac', region: 'NA', date: '2001-03' },
        { platform: 'linux', region: 'EU', date: '2002-Q4' },
        { platform: 'nes', region: null, date: '1987' },
        { platform: 'web', region: null, date: null },
      ],
      ageRatings: [{ board: 'PEGI', rating: '16', descriptors: ['Violence'] }],
      languages: [{ name: 'English', audio: true }],
      criticReviews: [{ outlet: 'Paper', score: 87.5 }],
      elsewhere: [{ source: 'steam', positive: 124_534 }],
    },
  }

  it('are written as documents that make the same games', async () => {
    const save = (document: object) => saveProduct(one.ctx, storeDocumentSchema.parse(document))
    const { id } = await save(GAME)
    const maps = await save({ kind: 'dlc', name: 'More maps' })
    const gold = await save({ kind: 'edition', name: 'Gold', base: id })
    // What it belongs to is younger than it, and belongs to something itself.
    await save({ id: maps.id, kind: 'dlc', name: 'More maps', base: gold.id })

    const text = await exportedGames(one.ctx)
    const documents = documentsOf(text)
    expect(documents.map(({ kind }) => kind)).toEqual(['game', 'edition', 'dlc'])
    expect(documents[0]).toEqual(
      storeDocumentSchema.parse({ ...GAME, id, slug: documents[0]?.slug }),
    )

    const run = await importPiped(other.ctx, 'games.ndjson', text)
    expect(run).toMatchObject({ dataset: 'store', rowsRead: 3, inserted: 3, quarantined: 0 })
    expect(await exportedGames(other.ctx)).toBe(text)
    const again = await importPiped(other.ctx, 'games.ndjson', text)
    expect(again).toMatchObject({ rowsRead: 3, unchanged: 3 })
  })
})

describe('merchandise that is not of Atelier files', () => {
  const SHIRT = {
    source: { source: 'shop', key: 'shirt' },
    kind: 'merch',
    name: 'A "shirt"',
    description: AWKWARD,
    category: 'Clothes',
    prices: [
      { currency: 'EUR', amount: 2_500, saleAmount: null },
      { currency: 'USD', amount: 2_900, saleAmount: 1_900 },
    ],
    features: [{ name: 'Material', value: 'Wool' }],
    media: [{ kind: 'image', url: 'https://img.example/cover', thumbnailUrl: null }],
    styles: [
      { name: 'Red', price: { amount: 2_500 }, photos: [], skus: [{ size: 'M', quantity: 3 }] },
      {
        name: 'Blue \\ é',
        price: { amount: 2_500, saleAmount: 999 },
        isDefault: true,
        photos: [
          { url: 'https://img.example/z', thumbnailUrl: 'https://img.example/tz' },
          { url: 'https://img.example/a', thumbnailUrl: null },
        ],
        skus: [
          { size: 'XL', quantity: 12 },
          { size: 'S', quantity: 0 },
          { size: null, quantity: 1 },
        ],
      },
    ],
  }
  const PLAIN = { kind: 'merch', status: 'hidden', name: 'A mug' }
  const FIGURE = {
    kind: 'merch',
    name: 'A figure',
    game: {
      companies: [{ name: 'Maker', role: 'publisher' }],
      releases: [{ platform: 'shelf', region: null, date: '2021-05' }],
    },
  }

  /** Without the ids of its styles and stock items, which only an export says. */
  const withoutIds = ({ styles, ...document }: StoreDocument) => ({
    ...document,
    styles: styles.map(({ id: _, skus, ...style }) => ({
      ...style,
      skus: skus.map(({ id: __, ...sku }) => sku),
    })),
  })

  const saved: number[] = []
  beforeAll(async () => {
    for (const document of [SHIRT, PLAIN, FIGURE]) {
      const { id } = await saveProduct(one.ctx, storeDocumentSchema.parse(document))
      saved.push(id)
    }
  })

  const merchOf = (text: string) => documentsOf(text).filter(({ kind }) => kind === 'merch')

  it('is written with its styles, photos and stock', async () => {
    const merch = merchOf(await exportedGames(one.ctx))
    const expected = [SHIRT, PLAIN, FIGURE].map((document, index) =>
      storeDocumentSchema.parse({ ...document, id: saved[index], slug: merch[index]?.slug }),
    )
    expect(merch.map(withoutIds)).toEqual(expected.map(withoutIds))
    const ids = merch[0]?.styles.map(({ id, skus }) => [id, skus.map((sku) => sku.id)])
    expect(ids).toEqual([
      [expect.any(Number), [expect.any(Number)]],
      [expect.any(Number), Array(3).fill(expect.any(Number))],
    ])
  })

  it('is written with the stock there is now, and makes the same in an empty database', async () => {
    const [shirt] = merchOf(await exportedGames(one.ctx))
    const sku = shirt?.styles[1]?.skus[0]?.id ?? 0
    await adjustStock(one.ctx, { skuId: sku, delta: -5 })
    const text = await exportedGames(one.ctx)
    expect(merchOf(text)[0]?.styles[1]?.skus[0]).toEqual({ id: sku, size: 'XL', quantity: 7 })

    const run = await importPiped(other.ctx, 'store.ndjson', text)
    expect(run).toMatchObject({ rowsRead: 6, inserted: 3, unchanged: 3, quarantined: 0 })
    expect(await exportedGames(other.ctx)).toBe(text)
    const again = await importPiped(other.ctx, 'store.ndjson', text)
    expect(again).toMatchObject({ rowsRead: 6, unchanged: 6 })
  })

  it('of a whole simulated shop makes the same shop', async () => {
    const pages = [...simulateStore({ seed: 'export', pages: 12, merch: 8 })]
    for (const { document } of pages) {
      await saveProduct(one.ctx, storeDocumentSchema.parse(document))
    }
    const text = await exportedGames(one.ctx)
    const run = await importPiped(other.ctx, 'shop.ndjson', text)
    expect(run).toMatchObject({ inserted: pages.length, unchanged: 6, quarantined: 0 })
    expect(await exportedGames(other.ctx)).toBe(text)
  })

  it('leaves the ids of what is made later free', async () => {
    const document = storeDocumentSchema.parse({ ...SHIRT, source: undefined, name: 'Another' })
    await expect(saveProduct(other.ctx, document)).resolves.toMatchObject({ outcome: 'inserted' })
  })
})

it('a product of Atelier files that has become a game is written as one, without styles', async () => {
  const game = storeDocumentSchema.parse({ id: 2, kind: 'game', name: 'Sunglasses' })
  await saveProduct(one.ctx, game)
  const styles = await importPiped(one.ctx, 'styles.csv', FILES.styles ?? '')
  expect(styles).toMatchObject({ rowsRead: 3, inserted: 1 })
  const [first] = documentsOf(await exportedGames(one.ctx))
  expect(first).toMatchObject({ id: 2, kind: 'game', name: 'Sunglasses', styles: [] })
})

it('needs the scope of imports', async () => {
  const actor = { kind: 'api-key', keyId: 'k', scopes: ['catalog:write'] } as const
  const ctx = { ...one.ctx, actor }
  await expect(exportAtelier(ctx, async () => {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(exportGames(ctx, async () => {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
