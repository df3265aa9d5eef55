import type { Cells } from '../read/cells.ts'
import { isNothing, withoutStray } from './clean.ts'

/** Digits that are exact as a number. */
const MAX_DIGITS = 15

/** A whole number; null for nothing, NaN for what is none. */
export function readWhole(cells: Cells, index: number): number | null {
  const { text, starts, ends } = cells
  const from = starts[index] ?? 0
  const to = ends[index] ?? 0
  if (to === from || to - from > MAX_DIGITS || index >= cells.count) return readStray(cells, index)
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    // Also when it is less than 0, or NaN.
    if (!(digit >= 0 && digit <= 9)) return readStray(cells, index)
    value = value * 10 + digit
  }
  return value
}

function readStray(cells: Cells, index: number): number | null {
  const text = cells.get(index)
  if (isNothing(text)) return null
  const bare = withoutStray(text)
  return /^[+-]?\d{1,15}(?:\.0{1,6})?$/.test(bare) ? Number(bare) : Number.NaN
}

const MONEY = /^(?<whole>\d{1,13})(?:\.(?<cents>\d{1,2})0*)?$/

/** A price in minor units; null for nothing, NaN for what is none. */
export function readMoney(cells: Cells, index: number): number | null {
  const text = cells.get(index)
  if (isNothing(text)) return null
  const { whole, cents = '' } = MONEY.exec(withoutStray(text))?.groups ?? {}
  return whole === undefined ? Number.NaN : Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}
