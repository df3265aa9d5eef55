import { describe, expect, it } from 'vitest'
import { DATASETS, IMPORT_KINDS } from '../contract.ts'
import { detectDataset, ROW_DATASETS } from './detect-dataset.ts'

/** The headers of the real files, whatever the files are called. */
const HEADERS = {
  product: 'id,name,slogan,description,category,default_price',
  features: 'id,product_id,feature,value',
  styles: 'id,productId,name,sale_price,original_price,default_style',
  photos: 'id, styleId,url,thumbnail_url',
  skus: 'id, styleId, size, quantity',
  related: 'id,current_product_id,related_product_id',
  cart: 'id,user_session,product_id,active',
  reviews:
    'id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness',
  reviews_photos: 'id,review_id,url',
  characteristics: 'id,product_id,name',
  characteristic_reviews: 'id,characteristic_id,review_id,value',
  questions: 'id,product_id,body,date_written,asker_name,asker_email,reported,helpful',
  answers: 'id,question_id,body,date_written,answerer_name,answerer_email,reported,helpful',
  answers_photos: 'id,answer_id,url',
}

const detect = (header: string, file = 'file.csv', kind: keyof typeof IMPORT_KINDS | null = null) =>
  detectDataset({ names: header.split(','), fileName: file, mayOmit: false }, kind)?.dataset.name ??
  null

describe('detectDataset', () => {
  it.each(Object.entries(HEADERS))('knows %s by its header', (name, header) => {
    expect(detect(header)).toBe(name)
    expect(detect(header.toUpperCase().replaceAll('_', ' '))).toBe(name)
  })

  it('takes the file for what most of its columns say', () => {
    expect(detect(`${HEADERS.styles},url`)).toBe('styles')
    expect(detect('id,product_id,name,feature,value')).toBe('features')
  })

  it('looks at the name of the file when two would do', () => {
    const both = 'id,review_id,answer_id,url'
    expect(detect(both, 'my_answers_photos.csv')).toBe('answers_photos')
    expect(detect(both, 'reviews_photos.csv.gz')).toBe('reviews_photos')
  })

  it('finds nothing of another kind, and nothing in other files', () => {
    expect(detect('appid,name,price')).toBeNull()
    expect(detect('')).toBeNull()
  })
})

describe('detectDataset for a kind', () => {
  const KINDS = Object.keys(IMPORT_KINDS) as (keyof typeof IMPORT_KINDS)[]

  it.each(Object.entries(HEADERS))('takes %s for nothing but what it is', (name, header) => {
    for (const kind of KINDS) {
      const ofKind: readonly string[] = IMPORT_KINDS[kind]
      expect(detect(header, 'file.csv', kind), kind).toBe(ofKind.includes(name) ? name : null)
    }
  })

  it('goes by the kind when two would do', () => {
    const both = 'id,review_id,answer_id,url'
    expect(detect(both, 'answers_photos.csv', 'reviews')).toBe('reviews_photos')
    expect(detect(both, 'reviews_photos.csv', 'questions')).toBe('answers_photos')
  })
})

describe('objects', () => {
  const detectKeys = (names: readonly string[], mayOmit: boolean) =>
    detectDataset({ names, mayOmit, fileName: 'x' }, null)?.dataset.name ?? null

  it('may leave out what is nothing, tables may not', () => {
    const style = ['id', 'product_id', 'name', 'original_price', 'default_style']
    expect(detectKeys(style, true)).toBe('styles')
    // A table with these columns is one of characteristics.
    expect(detectKeys(style, false)).toBe('characteristics')
    expect(detectKeys(['id', 'style_id', 'quantity'], true)).toBe('skus')
    expect(detectKeys(['id', 'style_id', 'quantity'], false)).toBeNull()
    expect(detectKeys(['id', 'quantity'], true)).toBeNull()
    expect(detectKeys(['id', 'name', 'default_price'], true)).toBe('product')
    // Half of the columns are there at least: an id and a name could be anything.
    expect(detectKeys(['id', 'name', 'email'], true)).toBeNull()
  })
})

describe('the datasets', () => {
  it('are those of the contract, parents before their children', () => {
    const names = ROW_DATASETS.map(({ name }) => name)
    const games: readonly string[] = IMPORT_KINDS.games
    expect(names).toEqual(DATASETS.filter((name) => !games.includes(name)))
    const seen = new Set<string>()
    for (const { table, parents } of ROW_DATASETS) {
      for (const parent of Object.values(parents)) expect(seen).toContain(parent)
      seen.add(table)
    }
  })

  it('write the id first, and their parents under their own names', () => {
    for (const { writes, parents, columns, unique = [] } of ROW_DATASETS) {
      expect(Object.keys(writes)[0]).toBe('id')
      for (const name of [...Object.keys(parents), ...unique]) {
        expect(Object.keys(writes)).toContain(name)
        expect(Object.keys(columns)).toContain(name)
      }
    }
  })
})
