import { datasetSchema, type ImportRun } from '../contract.ts'
import type { RunRow } from './run-counts.ts'

/** A run as callers see it. */
export function toRun(run: RunRow): ImportRun {
  return {
    id: run.id,
    dataset: datasetSchema.parse(run.dataset),
    file: run.file,
    state: run.state,
    dryRun: run.dry_run,
    rowsRead: run.rows_read,
    inserted: run.inserted,
    updated: run.updated,
    unchanged: run.unchanged,
    quarantined: run.quarantined,
    adjusted: run.adjusted,
    codes: run.codes,
    bytesTotal: run.bytes_total,
    bytesRead: run.bytes_read,
    error: run.error,
    startedAt: run.started_at.toISOString(),
    updatedAt: run.updated_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
  }
}
