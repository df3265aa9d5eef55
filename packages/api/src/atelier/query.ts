import { atelierContract, idOf } from '@loadout/core/atelier'
import type { Context } from 'hono'

/** Items of one answer, however many were asked for. */
const MAX_COUNT = 1_000
const DEFAULT_COUNT = 5

/** Far behind the last page of anything. */
const MAX_PAGE = 1_000_000_000

type Query = Pick<Context['req'], 'query'>

/** `page` and `count`, which clients send as `NaN`, 0, -1, 1.5 or 20000: the nearest that can be answered. */
export function readPage(req: Query): atelierContract.AtelierPage {
  return {
    page: numberIn(req.query('page'), { fallback: 1, min: 1, max: MAX_PAGE }),
    count: numberIn(req.query('count'), { fallback: DEFAULT_COUNT, min: 0, max: MAX_COUNT }),
  }
}

function numberIn(
  text: string | undefined,
  of: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(value) ? of.fallback : Math.trunc(Math.min(Math.max(value, of.min), of.max))
}

/** The `product_id` that is asked about; null when it cannot be one. */
export function readProductId(req: Query): number | null {
  return idOf(req.query('product_id') ?? '')
}

/** The order of reviews; an unknown one is the first. */
export function readSort(req: Query): atelierContract.AtelierSort {
  const given = req.query('sort')
  return atelierContract.ATELIER_SORTS.find((sort) => sort === given) ?? 'newest'
}
