import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import {
  type DatasetName,
  type ImportReject,
  type ImportState,
  rejectCodeSchema,
} from '../contract.ts'
import type { ImportRejectTable } from '../tables.ts'
import type { RunRow } from './run-counts.ts'

/** The latest first, from before this one on. */
export async function listRuns(
  db: Kysely<Database>,
  filters: {
    readonly dataset?: DatasetName | undefined
    readonly state?: ImportState | undefined
  },
  page: { readonly limit: number; readonly before: number | null },
): Promise<readonly RunRow[]> {
  const { dataset, state } = filters
  return db
    .selectFrom('import_run')
    .selectAll()
    .$if(dataset !== undefined, (query) => query.where('dataset', '=', dataset ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'done'))
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? 0))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

export type RejectRow = Selectable<ImportRejectTable>

/** In the order of the file, from behind this row on. */
export async function listRejectRows(
  db: Kysely<Database>,
  { runId, code }: { readonly runId: number; readonly code?: string | undefined },
  page: { readonly limit: number; readonly after: number },
): Promise<readonly RejectRow[]> {
  return db
    .selectFrom('import_reject')
    .selectAll()
    .where('run_id', '=', runId)
    .where('row_number', '>', page.after)
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .orderBy('row_number')
    .limit(page.limit)
    .execute()
}

export function toReject(row: RejectRow): ImportReject {
  return {
    row: row.row_number,
    line: row.line,
    column: row.column_name,
    code: rejectCodeSchema.parse(row.code),
    detail: row.detail,
    original: row.original,
  }
}
