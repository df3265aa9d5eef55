import { describe, expect, it } from 'vitest'
import { RowParser } from '../columns/row-parser.ts'
import type { DatasetName } from '../contract.ts'
import { Cells } from '../read/cells.ts'
import { detectDataset } from './detect-dataset.ts'

type Sample = readonly [
  name: DatasetName,
  header: string,
  row: readonly string[],
  written: Readonly<Record<string, unknown>>,
]

const URL = 'https://images.example.com/1?w=300'
const VOTES = { helpful: 4, imported_helpful: 4 }
const SAID = 'body,date_written'

/** A row of each real file, with dirt of the kind that is found there. */
const SAMPLES: readonly Sample[] = [
  [
    'product',
    'id,name,slogan,description,category,default_price',
    ['1', 'Camo  Onesie', 'null', 'So\nfatigues', 'Jackets', '500000000'],
    {
      ...{ id: 1, kind: 'merch', slug: 'camo-onesie.1', name: 'Camo  Onesie', tagline: '' },
      ...{
        description: 'So\nfatigues',
        category: 'Jackets',
        currency: 'USD',
        price: 50_000_000_000,
      },
    },
  ],
  [
    'features',
    'id,product_id,feature,value',
    ['1', '1', 'Fabric', '"null"'],
    { id: 1, product_id: 1, name: 'Fabric', value: null },
  ],
  [
    'styles',
    'id,productId,name,sale_price,original_price,default_style',
    ['1', '\\1', 'Green & Black', 'null', '140', 'true'],
    {
      ...{ id: 1, product_id: 1, name: 'Green & Black' },
      ...{ original_price: 14_000, sale_price: null, is_default: true },
    },
  ],
  [
    'photos',
    'id, styleId,url,thumbnail_url',
    ['1', '1', `|${URL}|`, ''],
    { id: 1, style_id: 1, url: URL, thumbnail_url: null },
  ],
  [
    'skus',
    'id, styleId, size, quantity',
    ['1', '1', 'null', '8'],
    { id: 1, style_id: 1, size: null, quantity: 8 },
  ],
  [
    'related',
    'id,current_product_id,related_product_id',
    ['1', '1', '2'],
    { id: 1, product_id: 1, related_id: 2 },
  ],
  [
    'cart',
    'id,user_session,product_id,active',
    ['1', '1234', '1', 'false'],
    { id: 1, session: '1234', product_id: 1, active: false },
  ],
  [
    'reviews',
    'id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness',
    ['1', '1', '5', '1596080481467', 'Great', 'Yes', 'true', '1', 'me', 'me@a.com', 'null', '4'],
    {
      ...{ id: 1, product_id: 1, rating: 5, recommend: true, status: 2, ...VOTES },
      ...{ created_at: '2020-07-30T03:41:21.467Z', summary: 'Great', body: 'Yes' },
      ...{ author_name: 'me', author_email: 'me@a.com', response: null },
    },
  ],
  ['reviews_photos', 'id,review_id,url', ['1', '5', URL], { id: 1, review_id: 5, url: URL }],
  [
    'characteristics',
    'id,product_id,name',
    ['1', '1', 'Fit'],
    { id: 1, product_id: 1, name: 'Fit' },
  ],
  [
    'characteristic_reviews',
    'id,characteristic_id,review_id,value',
    ['1', '2', '3', '4'],
    { id: 1, characteristic_id: 2, review_id: 3, value: 4 },
  ],
  [
    'questions',
    `id,product_id,${SAID},asker_name,asker_email,reported,helpful`,
    ['1', '1', 'Why?', '2020-07-30', 'me', 'null', 'false', '4'],
    {
      ...{ id: 1, product_id: 1, status: 0, ...VOTES, created_at: '2020-07-30T00:00:00.000Z' },
      ...{ body: 'Why?', author_name: 'me', author_email: null },
    },
  ],
  [
    'answers',
    `id,question_id,${SAID},answerer_name,answerer_email,reported,helpful`,
    ['1', '2', 'So.', '1596080481467', 'Seller', 'null', '0', '4'],
    {
      ...{ id: 1, question_id: 2, badge: 'seller', status: 0, ...VOTES },
      ...{ created_at: '2020-07-30T03:41:21.467Z', body: 'So.' },
      ...{ author_name: 'Seller', author_email: null },
    },
  ],
  ['answers_photos', 'id,answer_id,url', ['1', '2', `"${URL}"`], { id: 1, answer_id: 2, url: URL }],
]

function open(header: string) {
  const detected = detectDataset(
    { names: header.split(','), fileName: 'file.csv', mayOmit: false },
    null,
  )
  if (detected === null) throw new Error('no dataset')
  const parser = new RowParser(detected.dataset.columns, detected.positions)
  const parse = (values: readonly string[]) => {
    const cells = new Cells()
    cells.assign(values)
    return parser.parse(cells)
  }
  return { ...detected, parser, parse }
}

describe('a row of', () => {
  it.each(SAMPLES)('%s is written as it should be', (name, header, values, written) => {
    const { dataset, parse } = open(header)
    const row = parse(values)
    expect(dataset.name).toBe(name)
    const columns = row && Object.entries(dataset.writes).map(([key, write]) => [key, write(row)])
    expect(Object.fromEntries(columns ?? [])).toEqual(written)
  })

  it.each(SAMPLES)(
    '%s is none without its id, or with one that is too large',
    (_, header, values) => {
      const { parse, parser } = open(header)
      for (const id of ['', '0', 'x', '2147483648']) {
        expect(parse([id, ...values.slice(1)])).toBeNull()
        expect(parser.problem.column).toBe('id')
      }
    },
  )

  it.each(SAMPLES)('%s is of several lines only where it has texts', (_, header, values) => {
    const { dataset, positions, parse } = open(header)
    for (const [index, [name, { isText }]] of Object.entries(dataset.columns).entries()) {
      if (!isText) continue
      const place = positions[index] ?? -1
      const row = parse(values.with(place, 'one\r\n two'))
      expect(row?.[name]).toBe('one\n two')
    }
  })
})

describe('what rows count', () => {
  const counted = (name: DatasetName, change: Readonly<Record<string, string>> = {}) => {
    const [, header = '', values = []] = SAMPLES.find((sample) => sample[0] === name) ?? []
    const { dataset, parse } = open(header)
    const names = header.split(',')
    const row = parse(values.map((value, index) => change[names[index] ?? ''] ?? value))
    const found: unknown[] = []
    if (row !== null) {
      dataset.counts?.add(row, (key, column, amount) => {
        found.push([key, dataset.counts?.columns[column], amount])
      })
    }
    return found
  }

  it('is what is shown', () => {
    expect(counted('reviews')).toEqual([])
    expect(counted('reviews', { reported: 'f' })).toEqual([
      [1, 'rating_5', 1],
      [1, 'recommended', 1],
    ])
    expect(counted('reviews', { reported: '', rating: '1', recommend: '0' })).toEqual([
      [1, 'rating_1', 1],
      [1, 'not_recommended', 1],
    ])
    expect(counted('questions')).toEqual([[1, 'questions', 1]])
    expect(counted('questions', { reported: 'true' })).toEqual([])
    expect(counted('answers')).toEqual([[2, 'answers', 1]])
    expect(counted('characteristic_reviews')).toEqual([
      [2, 'value_sum', 4],
      [2, 'value_count', 1],
    ])
  })
})
