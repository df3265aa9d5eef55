import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import {
  addGuests,
  compareCarts,
  dropRepeatedLines,
  mergeCarts,
  planForManyRows,
} from './cart-queries.ts'
import type { Merged, MergeOptions } from './merge-rows.ts'
import { dropOrphans } from './stage-queries.ts'

/** Merges lines of carts from this row of the file on, and makes guests of those whose carts they are. */
export async function mergeCartLines(
  tx: Kysely<Database>,
  { dryRun, checkParents, fromRow }: MergeOptions,
): Promise<Merged> {
  const column = 'product_id'
  await planForManyRows(tx)
  const orphans = checkParents ? await dropOrphans(tx, { column, parent: 'product' }) : []
  const repeated = await dropRepeatedLines(tx, fromRow)
  const rejected = [
    ...orphans.map((row) => ({ row, code: 'UNKNOWN_PARENT' as const, column })),
    ...repeated.map((row) => ({ row, code: 'DUPLICATE' as const, column })),
  ]
  if (!dryRun) await addGuests(tx)
  const counts = await compareCarts(tx, fromRow)
  if (!dryRun) await mergeCarts(tx)
  return { ...counts, rejected }
}
