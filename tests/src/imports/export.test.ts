import type { Ctx } from '@loadout/core'
import { saveProduct, storeDocumentSchema } from '@loadout/core/catalog'
import { exportAtelier, exportGames, importFile } from '@loadout/core/imports'
import { streamSource } from '@loadout/infra'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

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

async function importText(ctx: Ctx, name: string, text: string) {
  async function* chunks() {
    yield new TextEncoder().encode(text)
  }
  return importFile(ctx, { source: streamSource(name, chunks()), kind: null })
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

async function exportedFiles(ctx: Ctx): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {}
  await exportAtelier(ctx, async (name, chunks) => {
    files[name] = await textOf(chunks)
  })
  return files
}

async function exportedGames(ctx: Ctx): Promise<string> {
  let text = ''
  await exportGames(ctx, async (chunks) => {
    text = await textOf(chunks)
  })
  return text
}

describe('what was imported from Atelier files', () => {
  beforeAll(async () => {
    for (const [name, text] of Object.entries(FILES)) {
      const run = await importText(one.ctx, `${name}.csv`, text)
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
      const run = await importText(other.ctx, `${name}.csv`, text)
      expect([name, run.quarantined]).toEqual([name, 0])
      expect(run.inserted).toBe(run.rowsRead)
    }
    expect(await exportedFiles(other.ctx)).toEqual(files)
  })

  it('is unchanged by an import of what was exported', async () => {
    for (const [name, text] of Object.entries(await exportedFiles(one.ctx))) {
      const run = await importText(one.ctx, `${name}.csv`, text)
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
    await save({ kind: 'dlc', name: 'More maps', base: id })
    await save({ kind: 'merch', name: 'A shirt' })

    const text = await exportedGames(one.ctx)
    const documents = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(documents.map(({ kind }) => kind)).toEqual(['game', 'dlc'])
    expect(storeDocumentSchema.parse(documents[0])).toEqual(
      storeDocumentSchema.parse({ ...GAME, id, slug: documents[0].slug }),
    )

    const run = await importText(other.ctx, 'games.ndjson', text)
    expect(run).toMatchObject({ dataset: 'store', rowsRead: 2, inserted: 2, quarantined: 0 })
    expect(await exportedGames(other.ctx)).toBe(text)
    const again = await importText(other.ctx, 'games.ndjson', text)
    expect(again).toMatchObject({ rowsRead: 2, unchanged: 2 })
  })
})

it('needs the scope of imports', async () => {
  const actor = { kind: 'api-key', keyId: 'k', scopes: ['catalog:write'] } as const
  const ctx = { ...one.ctx, actor }
  await expect(exportAtelier(ctx, async () => {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(exportGames(ctx, async () => {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
