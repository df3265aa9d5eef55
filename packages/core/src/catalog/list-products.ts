import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { listInput, listOutput } from './contract.ts'
import { labelConditions } from './search/filter-queries.ts'
import { type Leg, PLAIN_LEGS } from './search/leg-queries.ts'
import { readIndex } from './search/read-leg.ts'

/**
 * Cards of products by keyset cursor: rows that come in while a caller pages neither move nor double what
 * the caller sees. Values that no product has give an empty page. A page looks at a bounded number of
 * products: with filters that few of them pass it may be short or empty, and still have a cursor. Throws
 * BAD_CURSOR.
 */
export async function listProducts(
  { db }: Pick<Ctx, 'db'>,
  input: z.output<typeof listInput>,
): Promise<z.output<typeof listOutput>> {
  const { limit, cursor, ...filters } = input
  const { order, ...labels } = filters
  const leg = PLAIN_LEGS[order]
  const after = cursor === undefined ? null : positionOf(cursor, filters, leg)
  const { hits, end } = await readIndex(db, soughtBy(labels), leg, { limit: limit + 1, after })
  const { kept, last } = cutPage(hits, limit)
  const next = last ?? (hits.length > limit ? null : end)
  return {
    items: kept.map(({ card }) => card),
    nextCursor: next && encodeCursor(filters, [next.id, next.key]),
  }
}

type Labels = Omit<z.output<typeof listInput>, 'limit' | 'cursor' | 'order'>

function soughtBy({ kind, category, genre, platform, baseId }: Labels) {
  const filters = labelConditions({
    kinds: kind && [kind],
    categories: only(category),
    genres: only(genre),
    platforms: only(platform),
    baseId,
  })
  return { text: { kind: 'all' }, filters } as const
}

const only = (value: string | undefined) => (value === undefined ? undefined : [value])

function positionOf(cursor: string, filters: object, { order }: Leg) {
  const [id, key] = decodeCursor(cursor, filters, z.tuple([rowId, order?.schema ?? z.null()]))
  return { id, key }
}
