import type { Ctx } from '@loadout/core'
import { catalogContract, getProduct, listStyles, setStatus } from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { game, garment, save, saved } from './documents.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const product = (idOrSlug: number | string) => getProduct(ctx, { idOrSlug })

describe('a document of a game', () => {
  it('becomes the product that it describes', async () => {
    const id = await saved(ctx, game('70', { name: 'Half-Life' }))
    const read = await product(id)
    expect(catalogContract.productOutput.strict().parse(read)).toEqual(read)
    expect(read).toMatchObject({
      ...{ id, slug: 'half-life', kind: 'game', revision: 1, redirectedFrom: null },
      price: { currency: 'USD', amount: 999, saleAmount: 99 },
      prices: [
        { currency: 'USD', amount: 999, saleAmount: 99 },
        { currency: 'EUR', amount: 819, saleAmount: null },
      ],
      image: 'https://cdn.test/a.jpg',
      features: [
        { name: 'Players', value: '1' },
        { name: 'Cloud saves', value: null },
      ],
      releasedOn: '1998-11-08',
      releasePrecision: 'day',
    })
    expect(read.media.map(({ kind }) => kind)).toEqual(['trailer', 'image'])
  })

  it('keeps what only games have', async () => {
    const { game: detail } = await product(await saved(ctx, game('71')))
    expect(detail?.companies.map(({ name, slug, role }) => [name, slug, role])).toEqual([
      ['Valve', 'valve', 'developer'],
      ['Sierra', 'sierra', 'publisher'],
      ['Valve', 'valve', 'publisher'],
    ])
    expect(detail?.releases).toEqual([
      {
        platform: 'PS2',
        region: 'NA',
        precision: 'quarter',
        earliest: '2001-10-01',
        latest: '2001-12-31',
      },
      {
        platform: 'Windows',
        region: null,
        precision: 'day',
        earliest: '1998-11-08',
        latest: '1998-11-08',
      },
      { platform: 'Dreamcast', region: null, precision: 'tba', earliest: null, latest: null },
    ])
    expect(detail?.criticSummary).toEqual({
      ...{ reviews: 3, scored: 2, average: 78.5, positive: 1, mixed: 1, negative: 0 },
    })
    expect(detail?.elsewhere[0]).toMatchObject({ positive: 124_534, ownersMin: null })
    expect(detail?.requirements[0]?.recommended).toEqual([])
  })

  it('is unchanged the second time, and changed with any change', async () => {
    const documents = [game('u1'), game('u2')]
    const first = await save(ctx, documents)
    expect(first.map(({ outcome }) => outcome)).toEqual(['inserted', 'inserted'])
    const again = await save(ctx, documents)
    expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
    const other = await save(ctx, [game('u1'), game('u2', { tagline: 'Other' })])
    expect(other.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated'])
    expect(await product('game-u2')).toMatchObject({ tagline: 'Other', revision: 2 })
  })

  it('loses what the next one leaves out', async () => {
    const id = await saved(ctx, game('l1'))
    await saved(ctx, { source: { source: 'steam', key: 'l1' }, kind: 'game', name: 'Bare' })
    expect(await product(id)).toMatchObject({
      ...{
        name: 'Bare',
        slug: 'game-l1',
        price: null,
        prices: [],
        features: [],
        media: [],
        tags: [],
      },
      ...{ releasedOn: null, releasePrecision: null },
      game: {
        companies: [],
        releases: [],
        achievements: [],
        criticSummary: { reviews: 0, average: null },
      },
    })
  })

  it('is a change again after somebody else has changed the product', async () => {
    const id = await saved(ctx, game('s1'))
    await setStatus(ctx, { productId: id, status: 'hidden' })
    const [outcome] = await save(ctx, [game('s1')])
    expect(outcome).toEqual({ outcome: 'updated', id })
    expect((await product(id)).id).toBe(id)
  })

  it('counts last when there are several of one product', async () => {
    const outcomes = await save(ctx, [
      game('d1', { name: 'First' }),
      game('d1', { name: 'Second' }),
      game('d1', { name: 'Second' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['inserted', 'updated', 'unchanged'])
    expect(await product('first')).toMatchObject({ name: 'Second' })
  })

  it('finds its company whatever the case and accents', async () => {
    const companies = ['Pokémon Co', 'POKEMON CO', 'Pokemon-Co'].map((name) => ({
      ...{ name, role: 'developer' as const },
    }))
    const id = await saved(ctx, game('c1', { game: { companies } }))
    expect((await product(id)).game?.companies).toEqual([
      { name: 'POKEMON CO', slug: 'pokemon-co', role: 'developer' },
      {
        name: 'Pokemon-Co',
        slug: expect.stringMatching(/^pokemon-co-[0-9a-f]{8}$/),
        role: 'developer',
      },
    ])
  })
})

describe('what belongs to a game', () => {
  it('is found in the same file, before or behind it', async () => {
    const base = { source: 'steam', key: 'b1' }
    const outcomes = await save(ctx, [
      game('b1-dlc', { kind: 'dlc', name: 'Blue Shift', base }),
      game('b1', { name: 'Black Mesa' }),
      game('b1-gold', { kind: 'edition', name: 'Gold', base }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['inserted', 'inserted', 'inserted'])
    const { game: detail } = await product('black-mesa')
    expect(detail?.addOns.map(({ name }) => name)).toEqual(['Blue Shift'])
    expect(detail?.editions.map(({ name }) => name)).toEqual(['Gold'])
    expect((await product('blue-shift')).game?.base?.name).toBe('Black Mesa')
  })

  it('moves the version of the game that gains or loses it', async () => {
    const versionOf = async (id: number) => {
      const { rows } = await sql<{ version: number }>`
        select version from product_summary where product_id = ${id}
      `.execute(ctx.db)
      return rows[0]?.version ?? 0
    }
    const [first, second] = [await saved(ctx, game('v1')), await saved(ctx, game('v2'))]
    const addOn = (base: number | null, name = 'Add-on') => game('v3', { kind: 'dlc', name, base })
    const seen: number[][] = []
    for (const base of [first, second, null]) {
      await saved(ctx, addOn(base))
      seen.push([await versionOf(first), await versionOf(second)])
    }
    const [[one = 0] = []] = seen
    expect(seen).toEqual([
      [one, 0],
      [one + 1, seen[1]?.[1]],
      [one + 1, (seen[1]?.[1] ?? 0) + 1],
    ])
    await saved(ctx, addOn(null, 'Another name'))
    expect([await versionOf(first), await versionOf(second)]).toEqual(seen[2])
  })

  it('is refused without its game, alone', async () => {
    const outcomes = await save(ctx, [
      game('o1', { kind: 'dlc', base: { source: 'steam', key: 'nobody' } }),
      game('o2'),
    ])
    expect(outcomes).toMatchObject([
      { outcome: 'refused', refusal: { code: 'PRODUCT_NOT_FOUND', field: { pointer: '/base' } } },
      { outcome: 'inserted' },
    ])
  })
})

describe('the slug of a document', () => {
  it('differs when names do not', async () => {
    const [first, second] = await save(ctx, [
      game('n1', { name: 'Rush' }),
      game('n2', { name: 'RUSH!' }),
    ])
    expect(first?.outcome).toBe('inserted')
    if (second?.outcome !== 'inserted') throw new Error('was not inserted')
    expect((await product('rush')).name).toBe('Rush')
    expect((await product(`rush-${second.id}`)).name).toBe('RUSH!')
  })

  it('can be stated, and replaced; the former one leads on', async () => {
    const id = await saved(ctx, game('n3', { slug: 'first-slug' }))
    await saved(ctx, game('n3', { slug: 'second-slug' }))
    expect(await product('first-slug')).toMatchObject({
      ...{ id, slug: 'second-slug', redirectedFrom: 'first-slug' },
    })
    await saved(ctx, game('n3', { slug: 'first-slug' }))
    expect(await product('first-slug')).toMatchObject({ slug: 'first-slug', redirectedFrom: null })
    expect(await product('second-slug')).toMatchObject({ redirectedFrom: 'second-slug' })
  })

  it('is refused when it is, or was, that of another product', async () => {
    const [mine, former] = await save(ctx, [
      game('n4', { slug: 'second-slug' }),
      game('n5', { slug: 'rush' }),
    ])
    for (const outcome of [mine, former]) {
      expect(outcome).toMatchObject({ outcome: 'refused', refusal: { code: 'SLUG_TAKEN' } })
    }
  })
})

describe('an id in a document', () => {
  it('is refused when no product has it, unless it may be made', async () => {
    const document = game('i1', { id: 4_711 })
    expect(await save(ctx, [document])).toMatchObject([
      { outcome: 'refused', refusal: { code: 'PRODUCT_NOT_FOUND', field: { pointer: '/id' } } },
    ])
    expect(await save(ctx, [document], { createIds: true })).toEqual([
      { outcome: 'inserted', id: 4_711 },
    ])
    expect(await save(ctx, [document])).toEqual([{ outcome: 'unchanged', id: 4_711 }])
  })

  it('names the product by itself too', async () => {
    const { source: _, ...document } = game('i2', { name: 'By id' })
    const id = await saved(ctx, document)
    expect(await save(ctx, [{ ...document, id }])).toEqual([{ outcome: 'updated', id }])
    expect(await save(ctx, [{ ...document, id }])).toEqual([{ outcome: 'unchanged', id }])
  })

  it('is refused when the source means another product', async () => {
    const [one, other] = [await saved(ctx, game('i3')), await saved(ctx, game('i4'))]
    expect(one).not.toBe(other)
    expect(await save(ctx, [game('i3', { id: other })])).toMatchObject([
      { outcome: 'refused', refusal: { code: 'CONFLICT', field: { pointer: '/id' } } },
    ])
  })

  it('beyond our own has the next one of ours follow it', async () => {
    const id = 150_000_000
    await save(ctx, [game('i5', { id })], { createIds: true })
    expect(await saved(ctx, game('i6'))).toBe(id + 1)
  })
})

describe('a document of merchandise', () => {
  const stylesOf = async (productId: number) => (await listStyles(ctx, { productId })).items

  it('becomes styles with photos and stock', async () => {
    const id = await saved(ctx, garment('m1'))
    const styles = await stylesOf(id)
    expect(styles).toMatchObject([
      {
        ...{ name: 'Black', isDefault: true },
        price: { currency: 'USD', amount: 14_000, saleAmount: 10_000 },
        photos: [
          { url: 'https://cdn.test/black.jpg', thumbnailUrl: 'https://cdn.test/black-s.jpg' },
        ],
        skus: [
          { size: 'S', available: 3 },
          { size: 'M', available: 0 },
        ],
      },
      { name: 'White', isDefault: false, photos: [], skus: [{ size: 'S', available: 7 }] },
    ])
    expect(await product(id)).toMatchObject({ game: null, image: 'https://cdn.test/black-s.jpg' })
  })

  it('keeps the ids and the stock of what it still has, and drops the rest', async () => {
    const id = await saved(ctx, garment('m2'))
    const [black, white] = await stylesOf(id)
    await saved(
      ctx,
      garment('m2', {
        styles: [
          {
            name: 'White',
            price: { amount: 15_000 },
            isDefault: true,
            skus: [{ size: 'S', quantity: 99 }],
          },
          { name: 'Red', price: { amount: 1 }, skus: [{ size: null, quantity: 2 }] },
        ],
      }),
    )
    const after = await stylesOf(id)
    expect(after.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['White', true],
      ['Red', false],
    ])
    expect(after[0]?.id).toBe(white?.id)
    // What was sold meanwhile does not come back with a document.
    expect(after[0]?.skus).toEqual(white?.skus)
    expect(after[1]?.skus).toMatchObject([{ size: null, available: 2 }])
    expect(after.map((style) => style.id)).not.toContain(black?.id)
  })

  it('renames a style by its id', async () => {
    const id = await saved(ctx, garment('m3'))
    const [black] = await stylesOf(id)
    if (black === undefined) throw new Error('no style')
    const style = { id: black.id, name: 'Ebony', price: { amount: 14_000, saleAmount: 10_000 } }
    await saved(ctx, garment('m3', { styles: [style] }))
    expect(await stylesOf(id)).toMatchObject([{ id: black.id, name: 'Ebony' }])
  })

  it('is refused with a style or a stock item of another product', async () => {
    const [mine, other] = [await saved(ctx, garment('m4')), await saved(ctx, garment('m5'))]
    const [foreign] = await stylesOf(other)
    const price = { amount: 1 }
    const sku = { id: foreign?.skus[0]?.id, size: 'S' }
    expect(
      await save(ctx, [
        garment('m4', {
          styles: [
            { name: 'Red', price },
            { id: foreign?.id, name: 'x', price },
          ],
        }),
        garment('m6', { styles: [{ name: 'x', price, skus: [sku] }] }),
      ]),
    ).toMatchObject([
      { refusal: { code: 'STYLE_NOT_FOUND', field: { pointer: '/styles/1/id' } } },
      { refusal: { code: 'SKU_NOT_FOUND', field: { pointer: '/styles/0/skus/0/id' } } },
    ])
    expect(await stylesOf(mine)).toHaveLength(2)
    expect(await stylesOf(other)).toHaveLength(2)
  })

  it('brings ids along into an empty store', async () => {
    const price = { amount: 1 }
    const styles = [{ id: 21, name: 'x', price, skus: [{ id: 31, size: 'S', quantity: 4 }] }]
    const [outcome] = await save(ctx, [garment('m7', { id: 11, styles })], { createIds: true })
    expect(outcome).toEqual({ outcome: 'inserted', id: 11 })
    expect(await stylesOf(11)).toMatchObject([{ id: 21, skus: [{ id: 31, available: 4 }] }])
    const twice = [
      garment('m8', {
        styles: [
          { id: 22, name: 'x', price },
          { id: 22, name: 'y', price },
        ],
      }),
    ]
    expect(await save(ctx, twice, { createIds: true })).toMatchObject([
      { refusal: { code: 'STYLE_NOT_FOUND', field: { pointer: '/styles/1/id' } } },
    ])
  })
})

describe('saves at the same time', () => {
  it('give every product its own slug and make every company once', async () => {
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 5 }, (_, n) =>
        game(`p${batch}-${n}`, {
          name: `Same ${n}`,
          game: { companies: [{ name: `Studio ${n}`, role: 'developer' }] },
        }),
      ),
    )
    const outcomes = (await Promise.all(batches.map((batch) => save(ctx, batch)))).flat()
    expect(outcomes.every(({ outcome }) => outcome === 'inserted')).toBe(true)
    const { rows } = await sql<{ companies: number; slugs: number }>`
      select (select count(*) from company where name like 'Studio %') as companies,
        (select count(distinct slug) from product where name like 'Same %') as slugs
    `.execute(ctx.db)
    expect(rows).toEqual([{ companies: 5, slugs: 40 }])
  })

  it('of one product leave one of the documents, whole', async () => {
    const documents = Array.from({ length: 10 }, (_, n) =>
      game('race', { name: `Race ${n}`, tags: [`tag ${n}`], features: [{ name: `feature ${n}` }] }),
    )
    const outcomes = (await Promise.all(documents.map((one) => save(ctx, [one])))).flat()
    expect(outcomes.filter(({ outcome }) => outcome === 'inserted')).toHaveLength(1)
    const [first] = outcomes
    if (first === undefined || first.outcome === 'refused') throw new Error('was refused')
    const { name, tags, features, revision } = await product(first.id)
    const n = name.slice(-1)
    expect({ tags, features }).toEqual({
      tags: [`tag ${n}`],
      features: [{ name: `feature ${n}`, value: null }],
    })
    expect(revision).toBe(10)
  })
})
