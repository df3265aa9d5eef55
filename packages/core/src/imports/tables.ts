import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface ImportRunTable {
  id: GeneratedAlways<number>
  dataset: string
  file: string
  fingerprint: string
  state: 'queued' | 'running' | 'stopped' | 'failed' | 'done'
  dry_run: Generated<boolean>
  rows_read: Generated<number>
  inserted: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  quarantined: Generated<number>
  adjusted: Generated<number>
  codes: JSONColumnType<Record<string, number>, string | undefined, string>
  bytes_total: number | null
  bytes_read: Generated<number>
  error: string | null
  started_at: Generated<Date>
  updated_at: Generated<Date>
  finished_at: Date | null
}

export interface ImportRejectTable {
  run_id: number
  row_number: number
  line: number
  column_name: string | null
  code: string
  detail: string | null
  original: string
}

export interface ImportTables {
  import_run: ImportRunTable
  import_reject: ImportRejectTable
}
