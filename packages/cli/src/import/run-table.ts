import type { importsContract } from '@loadout/core/imports'
import { count } from '../format.ts'
import { type Column, table } from '../table.ts'

type ImportRun = importsContract.ImportRun

const number = (title: string, of: (run: ImportRun) => number): Column<ImportRun> => ({
  title,
  value: (run) => count(of(run)),
  align: 'right',
})

const COLUMNS: readonly Column<ImportRun>[] = [
  { title: 'id', value: ({ id }) => String(id), align: 'right' },
  { title: 'file', value: ({ file }) => file },
  { title: 'dataset', value: ({ dataset }) => dataset },
  { title: 'state', value: ({ state, dryRun }) => (dryRun ? `${state} (dry run)` : state) },
  number('read', ({ rowsRead }) => rowsRead),
  number('inserted', ({ inserted }) => inserted),
  number('updated', ({ updated }) => updated),
  number('unchanged', ({ unchanged }) => unchanged),
  number('quarantined', ({ quarantined }) => quarantined),
]

/** Runs with what became of their rows. */
export function runTable(runs: readonly ImportRun[]): string {
  return table(runs, COLUMNS)
}

/** Why rows were not taken: how many by code, the most frequent first. */
export function codeLines(codes: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(codes)
    .sort(([, a], [, b]) => b - a)
    .map(([code, rows]) => `${code.padEnd(16)} ${count(rows)}`)
}
