import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { TableReport } from './contract.ts'

export async function insertReport(
  tx: Kysely<Database>,
  report: {
    readonly build_id: number
    readonly checked_at: Date
    readonly differences: number
    readonly tables: readonly TableReport[]
  },
): Promise<void> {
  await tx
    .insertInto('audit_report')
    .values({ ...report, tables: JSON.stringify(report.tables) })
    .execute()
}

export function latestReport(db: Kysely<Database>) {
  return db
    .selectFrom('audit_report')
    .selectAll()
    .orderBy('build_id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
