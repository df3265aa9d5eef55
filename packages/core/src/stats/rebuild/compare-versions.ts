import type { Transaction } from 'kysely'
import type { Database } from '../../db/database.ts'
import { ROLLUPS } from '../rollups.ts'
import { type DifferingRow, differingRows } from './compare-queries.ts'
import type { TableReport } from './contract.ts'

/** Differing rows that a report shows, per roll-up. */
const EXAMPLES = 5

/** How the sums of two versions differ, roll-up by roll-up. The caller's transaction sees one moment. */
export async function compareVersions(
  snapshot: Transaction<Database>,
  versions: { readonly stored: number; readonly recounted: number },
): Promise<readonly TableReport[]> {
  const reports: TableReport[] = []
  for (const table of ROLLUPS) {
    const rows = await differingRows(snapshot, table, { ...versions, limit: EXAMPLES })
    reports.push({ table, differing: rows[0]?.total ?? 0, examples: rows.map(toExample) })
  }
  return reports
}

type Sums = DifferingRow['key']

function toExample({ key, stored, recounted }: DifferingRow): TableReport['examples'][number] {
  return { key, stored: unlike(stored, recounted), recounted: unlike(recounted, stored) }
}

/** What the one says differently from the other. */
function unlike(one: Sums | null, other: Sums | null): Sums | null {
  if (one === null) return null
  const differing = Object.entries(one).filter(([name, value]) => value !== other?.[name])
  return Object.fromEntries(differing)
}
