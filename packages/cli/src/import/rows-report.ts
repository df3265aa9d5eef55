import type { ImportFilesReport, importsContract } from '@loadout/core/imports'
import { count, duration, plural } from '../format.ts'
import { codeLines, runTable } from './run-table.ts'

type ImportRun = importsContract.ImportRun

/** What became of an import of rows: each file, why rows were not taken, and the speed. */
export function rowsReport({ runs, skipped }: ImportFilesReport, seconds: number): string {
  const read = sum(runs, ({ rowsRead }) => rowsRead)
  const quarantined = sum(runs, (run) => run.quarantined)
  const adjusted = sum(runs, (run) => run.adjusted)
  const codes: Record<string, number> = {}
  for (const run of runs) {
    for (const [code, rows] of Object.entries(run.codes)) codes[code] = (codes[code] ?? 0) + rows
  }
  const speed = seconds > 0 ? `, ${count(read / seconds)} rows/s` : ''
  return [
    runTable(runs),
    `${plural(read, 'row')} in ${duration(seconds)}${speed}`,
    ...(adjusted > 0 ? [`${plural(adjusted, 'row')} changed to fit the others`] : []),
    ...(quarantined > 0 ? ['', `${count(quarantined)} quarantined:`, ...codeLines(codes)] : []),
    ...(skipped.length > 0 ? ['', `Not of this kind: ${skipped.join(', ')}`] : []),
  ].join('\n')
}

function sum(runs: readonly ImportRun[], of: (run: ImportRun) => number): number {
  return runs.reduce((total, run) => total + of(run), 0)
}
