import type { RunProgress } from '@loadout/core/imports'
import { count, duration, plural } from '../format.ts'
import { showBar } from './progress.ts'

/** How far an import of several files is. */
export interface RowsProgress {
  /** The next file begins. */
  next(file: string): void
  update(run: RunProgress): void
  end(): void
}

/** Shows it on standard error. `totalBytes` of all files; null: not known. */
export function showRows(totalBytes: number | null): RowsProgress {
  const startedAt = performance.now()
  let file = ''
  // Of the files that are through, and of the one that is being read.
  const through = { rows: 0, bytes: 0 }
  let now = { rows: 0, bytes: 0 }
  const bytes = () => through.bytes + now.bytes
  const end = showBar({
    totalBytes,
    bytes,
    text: () => {
      const seconds = (performance.now() - startedAt) / 1000
      return rowsText({ file, rows: through.rows + now.rows, bytes: bytes(), seconds, totalBytes })
    },
  })
  return {
    next(name) {
      through.rows += now.rows
      through.bytes += now.bytes
      now = { rows: 0, bytes: 0 }
      file = name
    },
    update: ({ rowsRead, bytesAhead }) => {
      now = { rows: rowsRead, bytes: bytesAhead }
    },
    end,
  }
}

export interface RowsState {
  readonly file: string
  readonly rows: number
  readonly bytes: number
  readonly seconds: number
  readonly totalBytes: number | null
}

/** Rates are means since the start. */
export function rowsText({ file, rows, bytes, seconds, totalBytes }: RowsState): string {
  const perSecond = (amount: number) => (seconds > 0 ? amount / seconds : 0)
  const parts = [file, plural(rows, 'row'), `${count(perSecond(rows))}/s`]
  if (totalBytes !== null && bytes > 0 && seconds > 0) {
    parts.push(`ETA ${duration(Math.max(0, totalBytes - bytes) / perSecond(bytes))}`)
  }
  return parts.join(' | ')
}
