import type { DirtKind } from './dirt-kinds.ts'

/** What a correct importer makes of one file, to the row. */
export interface Expectation {
  rows: number
  loads: number
  /** Of the loaded: rows with a value that is changed on the way in. */
  adjusted: number
  /** By code. */
  quarantined: Record<string, number>
  /** How often each kind of dirt was put in. */
  injected: Partial<Record<DirtKind, number>>
}

export function nothingExpected(): Expectation {
  return { rows: 0, loads: 0, adjusted: 0, quarantined: {}, injected: {} }
}

export function expectQuarantined(expectation: Expectation, code: string): void {
  const { quarantined } = expectation
  expectation.rows += 1
  quarantined[code] = (quarantined[code] ?? 0) + 1
}

export function quarantinedOf({ quarantined }: Expectation): number {
  return Object.values(quarantined).reduce((sum, count) => sum + count, 0)
}

/** All files together. */
export function sumExpectations(all: Iterable<Expectation>): Expectation {
  const total = nothingExpected()
  for (const one of all) {
    total.rows += one.rows
    total.loads += one.loads
    total.adjusted += one.adjusted
    addCounts(total.quarantined, one.quarantined)
    addCounts(total.injected, one.injected)
  }
  return total
}

function addCounts<Key extends string>(
  to: Partial<Record<Key, number>>,
  from: Partial<Record<Key, number>>,
): void {
  for (const key in from) to[key] = (to[key] ?? 0) + (from[key] ?? 0)
}
