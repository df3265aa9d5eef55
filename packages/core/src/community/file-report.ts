import type { Kysely } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { countReport } from './case-queries.ts'
import { countReporters, insertReport, type NewReport } from './report-queries.ts'

export interface FiledReport {
  /** False when this account had reported the subject before: then nothing changed. */
  readonly isNew: boolean
  /** So many have reported it that the caller has to hide it: see `autoHide`. */
  readonly hide: boolean
}

/** Who reports more within an hour hides nothing by it any more: a few accounts could hide all there is. */
const MOST_PER_HOUR = 20
const HOUR_MS = 3_600_000

/**
 * Writes a report down and puts the subject before a moderator. Reports count from the moment its case was
 * opened: what a moderator has restored takes as many new ones, by other people, to be hidden again. Who counts is
 * said at `countReporters`. The caller holds the subject's row.
 */
export async function fileReport(
  { clock, moderation }: Pick<Services, 'clock' | 'moderation'>,
  tx: Kysely<Database>,
  report: NewReport,
): Promise<FiledReport> {
  if (!(await insertReport(tx, report))) return { isNew: false, hide: false }
  const { hideAtReports } = moderation
  const reports = await countReport(tx, report.subject)
  if (reports < hideAtReports) return { isNew: true, hide: false }
  const now = clock.now()
  const reporters = await countReporters(tx, report.subject, {
    last: reports,
    now,
    busySince: new Date(now.getTime() - HOUR_MS),
    most: MOST_PER_HOUR,
  })
  return { isNew: true, hide: reporters >= hideAtReports }
}
