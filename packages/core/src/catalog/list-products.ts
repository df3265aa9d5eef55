import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { listInput, listOutput } from './contract.ts'
import { listCards } from './read-queries.ts'

/** Id and microseconds since 1970 of the last row; PostgreSQL's times and exact numbers both reach so far. */
const cursorKey = z.tuple([z.int().min(1).max(MAX_INT4), z.int()])

/**
 * Cards of products by keyset cursor: rows that come in while a caller pages neither move nor double what
 * the caller sees. Values that no product has give an empty page. Throws BAD_CURSOR.
 */
export async function listProducts(
  { db }: Pick<Ctx, 'db'>,
  input: z.output<typeof listInput>,
): Promise<z.output<typeof listOutput>> {
  const { limit, cursor, ...filters } = input
  const { order, ...conditions } = filters
  const key = cursor === undefined ? null : decodeCursor(cursor, filters, cursorKey)
  const after = key && { id: key[0], created: key[1] }
  const rows = await listCards(db, conditions, { order, limit: limit + 1, after })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ card }) => card),
    nextCursor: last && encodeCursor(filters, [last.id, last.created]),
  }
}
