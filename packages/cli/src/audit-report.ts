import type { rebuildContract } from '@loadout/core/stats'
import { plural, timestamp } from './format.ts'
import { table } from './table.ts'

type AuditReport = rebuildContract.AuditReport

/** The outcome of an audit in one line. */
export function auditLine({ build, checkedAt, differences }: AuditReport): string {
  const found = differences === 0 ? 'no difference' : plural(differences, 'differing row')
  return `audit ${build}: ${found}, ${timestamp(new Date(checkedAt))} UTC`
}

/** The first rows of each roll-up that differ, with what is stored and what a recount says. */
export function differingTables({ tables }: AuditReport): string {
  const rows = tables.flatMap(({ table: name, examples }) =>
    examples.map((example) => ({ name, ...example })),
  )
  return table(rows, [
    { title: 'roll-up', value: ({ name }) => name },
    { title: 'row', value: ({ key }) => list(key) },
    { title: 'stored', value: ({ stored }) => list(stored) },
    { title: 'recounted', value: ({ recounted }) => list(recounted) },
  ])
}

function list(sums: Readonly<Record<string, number | string>> | null): string {
  if (sums === null) return 'no row'
  return Object.entries(sums)
    .map(([name, value]) => `${name.replace(/_key$/, '')}=${value}`)
    .join(' ')
}
