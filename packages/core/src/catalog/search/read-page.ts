import { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { rowId } from '../../ids.ts'
import { badCursor, cutPage } from '../../pagination.ts'
import { text } from '../../text.ts'
import type { ProductCard } from '../contract.ts'
import type { SearchText } from './condition-queries.ts'
import type { Sort } from './contract.ts'
import { type Filters, filterConditions } from './filter-queries.ts'
import type { Hit, HitPosition } from './hit-queries.ts'
import { type Leg, legsOf } from './leg-queries.ts'
import { readLeg } from './read-leg.ts'

/** What is listed. */
export interface Listing {
  readonly text: SearchText
  readonly filters: Filters
}

/** Where a list goes on: behind this product of this leg. */
export interface Position extends HitPosition {
  readonly leg: number
}

/**
 * A position in a cursor. The text that was searched for instead of the query is pinned with it: what comes
 * in meanwhile must not change what is being paged through.
 */
export const cursorKey = z
  .tuple([
    z.int().min(0).max(5),
    z.union([z.string(), z.number()]).nullable(),
    rowId,
    text(200).nullable(),
  ])
  .transform(([leg, key, id, corrected]) => ({ position: { leg, key, id }, corrected }))

export interface Page {
  readonly items: ProductCard[]
  /** The last product, or the last one that was looked at; null: there are no more behind it. */
  readonly end: Position | null
  /** The leg of the first product, null if there is none: the first of all has the words in its name. */
  readonly firstLeg: number | null
}

interface PageOptions {
  readonly sort: Sort
  readonly limit: number
  readonly after: Position | null
}

/**
 * One page, leg by leg. It ends before it is full where so much was looked at that another page has to go on.
 * Throws BAD_CURSOR for a position that this list cannot have.
 */
export async function readPage(
  { db }: Pick<Ctx, 'db'>,
  { text, filters }: Listing,
  { sort, limit, after }: PageOptions,
): Promise<Page> {
  const legs = legsOf(sort, { text, currency: filters.currency })
  if (after !== null && !isIn(legs, after)) throw badCursor()
  const sought = { text, filters: filterConditions(filters) }
  const hits: (Hit & Position)[] = []
  let place = after?.leg ?? 0
  for (let leg = legs[place]; leg !== undefined && hits.length <= limit; leg = legs[place]) {
    const start = after?.leg === place ? after : null
    const found = await readLeg(db, sought, leg, {
      limit: limit + 1 - hits.length,
      after: start,
    })
    hits.push(...(found?.hits ?? []).map((hit) => ({ ...hit, leg: place })))
    if (found?.end && hits.length <= limit) return pageOf(hits, limit, { ...found.end, leg: place })
    place = followerOf(leg, found === null) ?? legs.length
  }
  return pageOf(hits, limit, null)
}

function followerOf({ next, instead }: Leg, isTooMany: boolean): number | null {
  return isTooMany ? (instead ?? null) : next
}

/** `cut`: where a page ends that is not full. */
function pageOf(hits: readonly (Hit & Position)[], limit: number, cut: Position | null): Page {
  const { kept, last } = cutPage(hits, limit)
  return {
    items: kept.map(({ card }) => card),
    end: last === null ? cut : { leg: last.leg, key: last.key, id: last.id },
    firstLeg: hits[0]?.leg ?? null,
  }
}

/** Whether a list of these legs can have this position. */
function isIn(legs: readonly Leg[], { leg: place, key }: Position): boolean {
  const leg = legs[place]
  if (leg === undefined) return false
  return leg.order === null ? key === null : leg.order.schema.safeParse(key).success
}
