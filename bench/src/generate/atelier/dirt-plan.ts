import type { Prng } from '@loadout/simulator'
import type { AtelierFile } from './atelier-files.ts'
import { type DirtKind, EXTRA_ROWS } from './dirt-kinds.ts'

/** Which rows of a file get which dirt: spread evenly, and each kind exactly as often as its rate says. */
export interface DirtPlan {
  /** Rows that dirty rows bring along. */
  readonly extraRows: number
  /** For the next of `rowsLeft` rows; a kind that does not fit it waits for a later one. */
  draw(rowsLeft: number, fits: (kind: DirtKind) => boolean): DirtKind | null
}

export function planDirt(file: AtelierFile, rows: number, prng: Prng): DirtPlan {
  const kinds = Object.keys(file.dirt) as DirtKind[]
  const left = kinds.map((kind) => Math.max(1, Math.round((file.dirt[kind] ?? 0) * rows)))
  let total = left.reduce((sum, count) => sum + count, 0)
  const extraRows = kinds.reduce(
    (sum, kind, index) => sum + (EXTRA_ROWS[kind] ?? 0) * (left[index] ?? 0),
    0,
  )
  return {
    extraRows,
    draw(rowsLeft, fits) {
      if (prng.float() * rowsLeft >= total) return null
      const index = prng.weighted(left)
      const kind = kinds[index]
      if (kind === undefined || !fits(kind)) return null
      left[index] = (left[index] ?? 0) - 1
      total -= 1
      return kind
    },
  }
}
