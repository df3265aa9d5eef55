import type { Lanes } from '../lanes.ts'

/** What `packLanes` packed, taken apart bit by bit: not by the arithmetic that it uses. */
export function unpackLanes<Name extends string>(
  lanes: Lanes<Name>,
  packed: string,
): Readonly<Record<Name, number>> {
  const bits = [...BigInt(packed).toString(2)].reverse()
  const values: Partial<Record<Name, number>> = {}
  for (const [name, width] of lanes) {
    values[name] = Number.parseInt(`0${bits.splice(0, width).reverse().join('')}`, 2)
  }
  return values as Readonly<Record<Name, number>>
}
