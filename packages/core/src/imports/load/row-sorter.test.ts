import { beforeEach, describe, expect, it } from 'vitest'
import { related, styles } from '../datasets/atelier-products.ts'
import { reviews } from '../datasets/atelier-reviews.ts'
import type { KnownIds } from '../ids/id-index.ts'
import { IdSet } from '../ids/id-set.ts'
import { RowSorter } from './row-sorter.ts'

function setOf(...ids: readonly number[]): IdSet {
  const set = new IdSet()
  for (const id of ids) set.add(id)
  return set
}

const known = (all: readonly number[], foreign: readonly number[] = []): KnownIds => ({
  all: setOf(...all, ...foreign),
  foreign: setOf(...foreign),
})

describe('rows', () => {
  let sorter: RowSorter
  beforeEach(() => {
    sorter = new RowSorter(reviews, {
      known: known([10, 11], [12]),
      parents: { product_id: known([1, 2], [3]) },
      defaults: setOf(),
      hidden: setOf(),
    })
  })

  const sort = (id: number, product_id: number) => sorter.sort({ id, product_id })

  it('are new, or to be compared with what is there', () => {
    expect(sort(1, 1)).toBe('insert')
    expect(sort(10, 1)).toBe('merge')
    expect(sort(2, 2)).toBe('insert')
  })

  it('count once, the first time', () => {
    expect(sort(1, 1)).toBe('insert')
    expect(sort(1, 2)).toBe('reject')
    expect(sorter.problem).toEqual({ code: 'DUPLICATE_ID', column: 'id' })
    expect(sort(10, 1)).toBe('merge')
    expect(sort(10, 1)).toBe('reject')
  })

  it('do not take an id away from one that is not valid', () => {
    expect(sort(1, 99)).toBe('reject')
    expect(sorter.problem).toEqual({ code: 'UNKNOWN_PARENT', column: 'product_id' })
    expect(sort(1, 1)).toBe('insert')
  })

  it('leave alone what was not imported, and do not hang on it', () => {
    expect(sort(12, 1)).toBe('reject')
    expect(sorter.problem).toEqual({ code: 'ID_TAKEN', column: 'id' })
    expect(sort(1, 3)).toBe('reject')
    expect(sorter.problem.code).toBe('UNKNOWN_PARENT')
    expect(sort(1, 0)).toBe('reject')
  })

  it('are known to the files that come after', () => {
    const mine = known([])
    const first = new RowSorter(reviews, {
      known: mine,
      parents: { product_id: known([1]) },
      defaults: setOf(),
      hidden: setOf(),
    })
    first.sort({ id: 5, product_id: 1 })
    first.sort({ id: 6, product_id: 2 })
    expect([mine.all.has(5), mine.all.has(6)]).toEqual([true, false])
  })
})

describe('links', () => {
  it('lead from one product to another', () => {
    const ids = known([1, 2])
    const sorter = new RowSorter(related, {
      known: known([]),
      parents: { product_id: ids, related_id: ids },
      defaults: setOf(),
      hidden: setOf(),
    })
    const sort = (id: number, product_id: number, related_id: number) =>
      sorter.sort({ id, product_id, related_id })
    expect(sort(1, 1, 2)).toBe('insert')
    // The same pair under another id is answered as it was.
    expect(sort(2, 1, 2)).toBe('insert')
    expect(sort(3, 2, 2)).toBe('reject')
    expect(sorter.problem).toEqual({ code: 'SELF_LINK', column: 'related_id' })
    expect(sort(4, 1, 0)).toBe('reject')
    expect(sorter.problem).toEqual({ code: 'UNKNOWN_PARENT', column: 'related_id' })
  })
})

describe('default styles', () => {
  const open = (defaults: IdSet, all: readonly number[] = []) =>
    new RowSorter(styles, {
      known: known(all),
      parents: { product_id: known([1, 2]) },
      defaults,
      hidden: setOf(),
    })
  const style = (id: number, product_id: number, default_style: boolean) => ({
    id,
    product_id,
    default_style,
  })

  it('are one a product: the first that the file names', () => {
    const sorter = open(setOf())
    expect(sorter.sort(style(1, 1, true))).toBe('insert')
    expect([sorter.isAdjusted, sorter.row]).toEqual([false, style(1, 1, true)])
    expect(sorter.sort(style(2, 1, true))).toBe('insert')
    expect([sorter.isAdjusted, sorter.row]).toEqual([true, style(2, 1, false)])
    expect(sorter.sort(style(3, 1, false))).toBe('insert')
    expect([sorter.isAdjusted, sorter.row]).toEqual([false, style(3, 1, false)])
    sorter.sort(style(4, 2, true))
    expect(sorter.isAdjusted).toBe(false)
  })

  it('take over from the one of the store, which is compared', () => {
    const sorter = open(setOf(1), [9])
    expect(sorter.sort(style(5, 1, true))).toBe('merge')
    expect(sorter.sort(style(6, 1, true))).toBe('insert')
    expect(sorter.isAdjusted).toBe(true)
    expect(sorter.sort(style(7, 2, true))).toBe('insert')
    expect(sorter.sort(style(9, 2, false))).toBe('merge')
  })

  it('are not named by a row that is not taken', () => {
    const sorter = open(setOf())
    expect(sorter.sort(style(1, 99, true))).toBe('reject')
    expect(sorter.sort(style(2, 1, true))).toBe('insert')
    expect(sorter.sort(style(2, 1, true))).toBe('reject')
    expect(sorter.sort(style(3, 2, true))).toBe('insert')
    expect(sorter.isAdjusted).toBe(false)
  })
})
