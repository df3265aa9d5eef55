import type { Ctx } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { holdActiveVersion } from '../rollup-queries.ts'
import { deleteEmptyRows } from './version-queries.ts'

/** Deletes rows of the roll-ups in use that stand for no game any more, since matches were corrected. */
export async function dropEmptyRows(ctx: Ctx): Promise<void> {
  await transact(ctx.db, async (tx) => deleteEmptyRows(tx, await holdActiveVersion(tx)))
}
