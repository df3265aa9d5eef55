import { count, duration, megabytes, plural } from '../format.ts'
import { table } from '../table.ts'
import type { Tally } from './tally.ts'

/** What became of an import: counts, speed, and the first lines that were not counted. */
export function importSummary(tally: Tally, seconds: number): string {
  const { accepted, duplicate, excluded, quarantined } = tally.counts
  const documents = tally.documents()
  const rows: readonly (readonly [string, string])[] = [
    ['accepted', count(accepted)],
    ['duplicate', count(duplicate)],
    ['excluded', count(excluded)],
    ['quarantined', count(quarantined)],
    ['files', count(tally.files)],
  ]
  const width = Math.max(...rows.map(([, value]) => value.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(12)} ${value.padStart(width)}`)
  const speed = seconds > 0 ? `, ${count(documents / seconds)} documents/s` : ''
  lines.push(`${megabytes(tally.bytes)} in ${duration(seconds)}${speed}`)
  return [...lines, ...notCounted(tally), ...unreadable(tally)].join('\n')
}

function notCounted({ counts, rejected }: Tally): readonly string[] {
  const all = counts.excluded + counts.quarantined
  if (all === 0) return []
  const shown = rejected.length < all ? ` (the first ${rejected.length} of ${count(all)})` : ''
  return [
    '',
    `Kept, but not counted${shown}:`,
    table(rejected, [
      { title: 'file:line', value: ({ origin, line }) => `${origin}:${line}` },
      { title: 'code', value: ({ code }) => code },
      { title: 'pointer', value: ({ pointer }) => pointer || '-' },
      { title: 'message', value: ({ message }) => message },
    ]),
  ]
}

function unreadable(tally: Tally): readonly string[] {
  if (tally.unreadable.length === 0) return []
  return [
    '',
    `${plural(tally.unreadable.length, 'file')} could not be read to the end:`,
    ...tally.unreadable.map(({ origin, message }) => `${origin}: ${message}`),
  ]
}
