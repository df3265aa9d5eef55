import { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { rowId } from '../../ids.ts'
import { badCursor, cutPage } from '../../pagination.ts'
import { text } from '../../text.ts'
import type { ProductCard } from '../contract.ts'
import type { Sort } from './contract.ts'
import { type Hit, type HitPosition, type Listing, readLeg } from './hit-queries.ts'
import { type Leg, legsOf } from './leg-queries.ts'

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
  /** The last product, if there are more behind it. */
  readonly end: Position | null
  /** The leg of the first product, null if there is none: the first of all has the words in its name. */
  readonly firstLeg: number | null
}

interface PageOptions {
  readonly sort: Sort
  readonly limit: number
  readonly after: Position | null
}

/** One page, leg by leg. Throws BAD_CURSOR for a position that this list cannot have. */
export async function readPage(
  { db }: Pick<Ctx, 'db'>,
  listing: Listing,
  { sort, limit, after }: PageOptions,
): Promise<Page> {
  const legs = legsOf(sort, { text: listing.text, currency: listing.filters.currency })
  if (after !== null && !isIn(legs, after)) throw badCursor()
  const hits: (Hit & Position)[] = []
  let place = after?.leg ?? 0
  for (let leg = legs[place]; leg !== undefined && hits.length <= limit; leg = legs[place]) {
    const start = after?.leg === place ? after : null
    const rows = await readLeg(db, listing, leg, { limit: limit + 1 - hits.length, after: start })
    hits.push(...(rows ?? []).map((row) => ({ ...row, leg: place })))
    place = followerOf(leg, rows === null) ?? legs.length
  }
  return pageOf(hits, limit)
}

function followerOf({ next, instead }: Leg, isTooMany: boolean): number | null {
  return isTooMany ? (instead ?? null) : next
}

function pageOf(hits: readonly (Hit & Position)[], limit: number): Page {
  const { kept, last } = cutPage(hits, limit)
  return {
    items: kept.map(({ card }) => card),
    end: last && { leg: last.leg, key: last.key, id: last.id },
    firstLeg: hits[0]?.leg ?? null,
  }
}

/** Whether a list of these legs can have this position. */
function isIn(legs: readonly Leg[], { leg: place, key }: Position): boolean {
  const leg = legs[place]
  if (leg === undefined) return false
  return leg.order === null ? key === null : leg.order.schema.safeParse(key).success
}
