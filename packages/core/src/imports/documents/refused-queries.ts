import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'

/** Rows of a run that are in quarantine for what they belong to, the first ones in the file. */
export async function findRefused(
  db: Kysely<Database>,
  runId: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('import_reject')
    .select('row_number')
    .where('run_id', '=', runId)
    .where('code', '=', 'REFUSED')
    .where('column_name', '=', 'base')
    .where('detail', 'like', 'PRODUCT_NOT_FOUND:%')
    .orderBy('row_number')
    .limit(limit)
    .execute()
  return rows.map((row) => row.row_number)
}

/** Takes rows out of quarantine. */
export async function releaseRows(
  tx: Kysely<Database>,
  runId: number,
  rows: readonly number[],
): Promise<void> {
  await tx
    .deleteFrom('import_reject')
    .where('run_id', '=', runId)
    .where('row_number', 'in', rows)
    .execute()
}
