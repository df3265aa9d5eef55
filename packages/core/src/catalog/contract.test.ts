import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import * as contract from './contract.ts'
import { interactInput } from './interactions/contract.ts'
import * as stock from './stock/contract.ts'

/** Pointers of what is wrong with an input. */
function wrong(schema: z.ZodType, input: unknown): readonly string[] {
  const { error } = schema.safeParse(input)
  return (error?.issues ?? []).map(({ path }) => path.join('/'))
}

describe('what names a product', () => {
  const read = (idOrSlug: unknown) => contract.productInput.safeParse({ idOrSlug }).data?.idOrSlug

  it.each([
    [1, 1],
    ['1', 1],
    ['0012', 12],
    [2_147_483_647, 2_147_483_647],
    ['half-life', 'half-life'],
    ['camo-onesie.1', 'camo-onesie.1'],
    ['ダークソウル', 'ダークソウル'],
    // Numbers that no id can be are slugs, which nobody has.
    ['0', '0'],
    ['99999999999', '99999999999'],
    ['2147483648', '2147483648'],
    ['1e3', '1e3'],
    ['-1', '-1'],
  ])('%j is read as %j', (input, meaning) => {
    expect(read(input)).toBe(meaning)
  })

  it.each([
    0,
    -1,
    1.5,
    2 ** 31,
    Number.NaN,
    null,
    undefined,
    '',
    'a\u0000',
    '\ud800',
    [],
    {},
    true,
  ])('is not %j', (input) => {
    expect(read(input)).toBeUndefined()
  })

  it('is a slug of any length that a slug can have, and no longer one', () => {
    expect(read('x'.repeat(200))).toBe('x'.repeat(200))
    expect(read('x'.repeat(201))).toBeUndefined()
  })
})

describe('the input of a list', () => {
  it('is all products by id, twenty a page, unless told', () => {
    expect(contract.listInput.parse({})).toEqual({ order: 'id', limit: 20 })
  })

  it.each([
    ['kind', 'toy'],
    ['order', 'best'],
    ['limit', 0],
    ['limit', 101],
    ['limit', 1.5],
    ['limit', '20'],
    ['cursor', ''],
    ['cursor', 'x'.repeat(513)],
    ['baseId', 0],
    ['category', ''],
    ['genre', 'a\u0007b'],
    ['platform', 'x'.repeat(201)],
  ])('refuses a %s of %j, naming it', (field, value) => {
    expect(wrong(contract.listInput, { [field]: value })).toEqual([field])
  })
})

describe('the input of what goes with a product', () => {
  it('is twelve of them unless told, fifty at most', () => {
    expect(contract.relatedInput.parse({ productId: 1 }).limit).toBe(12)
    expect(wrong(contract.relatedInput, { productId: 1, limit: 51 })).toEqual(['limit'])
    expect(wrong(contract.relatedInput, {})).toEqual(['productId'])
  })
})

describe('the input of a price', () => {
  const price = { amount: 100 }

  it.each<[string, object, readonly string[]]>([
    ['a price', { productId: 1, price }, []],
    ['a price in a currency', { productId: 1, currency: 'EUR', price }, []],
    ['none in a currency', { productId: 1, currency: 'EUR', price: null }, []],
    ['that of a style', { productId: 1, styleId: 2, price }, []],
    ['nothing at all', { productId: 1 }, ['price']],
    ['no price of a style', { productId: 1, styleId: 2, price: null }, ['price']],
    ['a style in a currency', { productId: 1, styleId: 2, currency: 'EUR', price }, ['currency']],
    ['a currency that is none', { productId: 1, currency: 'Euro', price }, ['currency']],
    [
      'a sale at full price',
      { productId: 1, price: { amount: 1, saleAmount: 1 } },
      ['price/saleAmount'],
    ],
    ['something for nothing', { productId: 1, price: { amount: 1, saleAmount: 0 } }, []],
    ['a key that it has not', { productId: 1, price: { amount: 1, sale: 0 } }, ['price']],
  ])('takes or refuses %s', (_, input, paths) => {
    expect(wrong(contract.setPriceInput, input)).toEqual(paths)
  })
})

describe('the inputs of other changes', () => {
  it('rename to a slug only', () => {
    expect(wrong(contract.renameInput, { productId: 1, slug: 'a-b' })).toEqual([])
    for (const slug of ['A', '12', 'a b', 'a/b', '', 'x'.repeat(121), null]) {
      expect(wrong(contract.renameInput, { productId: 1, slug })).toEqual(['slug'])
    }
  })

  it('choose fifty related products at most', () => {
    const relatedIds = Array.from({ length: 50 }, (_, n) => n + 1)
    expect(wrong(contract.curateRelatedInput, { productId: 1, relatedIds })).toEqual([])
    const more = [...relatedIds, 51]
    expect(wrong(contract.curateRelatedInput, { productId: 1, relatedIds: more })).toEqual([
      'relatedIds',
    ])
  })

  it('know two states', () => {
    expect(wrong(contract.setStatusInput, { productId: 1, status: 'deleted' })).toEqual(['status'])
  })
})

describe('addresses in the web', () => {
  it.each([
    ['https://Example.COM', 'https://example.com/'],
    [' https://x.test/a b ', 'https://x.test/a%20b'],
    ['https://x.test/ä?ö#ü', 'https://x.test/%C3%A4?%C3%B6#%C3%BC'],
    ['http://x.test/a\u0000b\nc', 'http://x.test/a%00bc'],
  ])('%j is %j', (input, address) => {
    expect(contract.webUrl.parse(input)).toBe(address)
    expect(contract.webUrl.parse(address)).toBe(address)
  })

  it.each([
    '',
    'x.test',
    '//x.test',
    'ftp://x.test',
    'javascript:alert(1)',
    'data:,x',
    'http://',
    7,
  ])('%j is none', (input) => {
    expect(contract.webUrl.safeParse(input).success).toBe(false)
  })

  it('are no longer than browsers take', () => {
    const url = (length: number) => `https://x.test/${'x'.repeat(length - 15)}`
    expect(contract.webUrl.safeParse(url(2_048)).success).toBe(true)
    expect(contract.webUrl.safeParse(url(2_049)).success).toBe(false)
  })
})

describe('the inputs of stock', () => {
  const item = { skuId: 1, quantity: 1 }

  it.each<[string, object, readonly string[]]>([
    ['more', { skuId: 1, delta: 5 }, []],
    ['fewer', { skuId: 1, delta: -5 }, []],
    ['a count', { skuId: 1, quantity: 0 }, []],
    ['neither', { skuId: 1 }, ['delta']],
    ['both', { skuId: 1, delta: 1, quantity: 1 }, ['delta']],
    ['a negative count', { skuId: 1, quantity: -1 }, ['quantity']],
    ['more than there can be', { skuId: 1, quantity: 1_000_000_001 }, ['quantity']],
    ['what no number is', { skuId: 1, delta: Number.POSITIVE_INFINITY }, ['delta']],
  ])('adjust by %s', (_, input, paths) => {
    expect(wrong(stock.adjustStockInput, input)).toEqual(paths)
  })

  it.each<[string, object, readonly string[]]>([
    ['one', { items: [item] }, []],
    ['none', { items: [] }, ['items']],
    ['one twice', { items: [item, item] }, ['items']],
    ['nothing of one', { items: [{ ...item, quantity: 0 }] }, ['items/0/quantity']],
    ['ten thousand and one', { items: [{ ...item, quantity: 10_001 }] }, ['items/0/quantity']],
    [
      'a hundred and one',
      { items: Array.from({ length: 101 }, (_, n) => ({ ...item, skuId: n + 1 })) },
      ['items'],
    ],
    ['one for no time', { items: [item], minutes: 0 }, ['minutes']],
    ['one for more than a week', { items: [item], minutes: 10_081 }, ['minutes']],
    ['one for nobody', { items: [item], accountId: 0 }, ['accountId']],
  ])('reserve %s', (_, input, paths) => {
    expect(wrong(stock.reserveStockInput, input)).toEqual(paths)
  })

  it('hold a reservation for a quarter of an hour unless told', () => {
    expect(stock.reserveStockInput.parse({ items: [item] }).minutes).toBe(15)
  })

  it.each([[[]], [[0]], [['1']], [Array.from({ length: 101 }, (_, n) => n + 1)]])(
    'settle no %j',
    (reservationIds) => {
      expect(wrong(stock.reservationsInput, { reservationIds }).length).toBeGreaterThan(0)
    },
  )
})

describe('the input of an interaction', () => {
  const act = { element: 'button', widget: 'Overview', time: 'Sat Nov 28 2026' }

  it('takes any words for the time', () => {
    for (const time of ['12:04', '1606521600000', 'just now', '<b>']) {
      expect(wrong(interactInput, { ...act, time })).toEqual([])
    }
  })

  it('takes the markup of an element, but not a whole page', () => {
    expect(wrong(interactInput, { ...act, element: `<a>${'x'.repeat(4_900)}</a>` })).toEqual([])
    expect(wrong(interactInput, { ...act, element: 'x'.repeat(5_001) })).toEqual(['element'])
  })

  it.each(['element', 'widget', 'time'])('needs the %s, as a text', (field) => {
    for (const value of [undefined, '', '  ', 7, null, {}]) {
      expect(wrong(interactInput, { ...act, [field]: value })).toEqual([field])
    }
  })
})
