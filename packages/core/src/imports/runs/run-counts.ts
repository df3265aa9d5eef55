import type { Selectable } from 'kysely'
import type { RejectLog } from '../load/reject-log.ts'
import type { ImportRunTable } from '../tables.ts'

export type RunRow = Selectable<ImportRunTable>

/** What became of the rows of a run so far. */
export interface RunCounts {
  readonly rowsRead: number
  readonly bytesRead: number
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly quarantined: number
  readonly adjusted: number
  /** Quarantined rows by code. */
  readonly codes: Readonly<Record<string, number>>
}

export interface BatchCounts {
  readonly rowsRead: number
  readonly bytesRead: number
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly adjusted: number
  readonly rejects: readonly RejectLog[]
  /** Rows that were in quarantine as REFUSED, and of which the counts above say what became of them now. */
  readonly released?: number
}

export function countsOf(run: RunRow): RunCounts {
  return {
    rowsRead: run.rows_read,
    bytesRead: run.bytes_read,
    inserted: run.inserted,
    updated: run.updated,
    unchanged: run.unchanged,
    quarantined: run.quarantined,
    adjusted: run.adjusted,
    codes: run.codes,
  }
}

export function addCounts(sum: RunCounts, batch: BatchCounts): RunCounts {
  const { released = 0 } = batch
  const { REFUSED = 0, ...others } = sum.codes
  const codes: Record<string, number> = others
  if (REFUSED > released) codes.REFUSED = REFUSED - released
  let quarantined = sum.quarantined - released
  for (const log of batch.rejects) {
    quarantined += log.count
    for (const [code, rows] of log.codes) codes[code] = (codes[code] ?? 0) + rows
  }
  return {
    rowsRead: batch.rowsRead,
    bytesRead: batch.bytesRead,
    inserted: sum.inserted + batch.inserted,
    updated: sum.updated + batch.updated,
    unchanged: sum.unchanged + batch.unchanged,
    quarantined,
    adjusted: sum.adjusted + batch.adjusted,
    codes,
  }
}
