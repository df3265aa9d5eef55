/**
 * How many letters must be changed, left out, put in or swapped with their neighbour to make one word of
 * another (optimal string alignment). Stops at `most` and answers `most + 1` then.
 */
export function editDistance(a: string, b: string, most: number): number {
  const [from, to] = [[...a], [...b]]
  if (Math.abs(from.length - to.length) > most) return most + 1
  let rows: Rows = { beforeLast: [], last: Array.from({ length: to.length + 1 }, (_, i) => i) }
  for (let row = 1; row <= from.length; row++) {
    const costs = nextRow(rows, [from[row - 1], from[row - 2]], to)
    if (Math.min(...costs) > most) return most + 1
    rows = { beforeLast: rows.last, last: costs }
  }
  return Math.min(at(rows.last, to.length), most + 1)
}

/** What it costs to make the first letters of one word the first letters of the other. */
interface Rows {
  readonly beforeLast: readonly number[]
  readonly last: readonly number[]
}

function nextRow(
  { beforeLast, last }: Rows,
  [letter, before]: readonly [string | undefined, string | undefined],
  to: readonly string[],
): readonly number[] {
  const costs = [at(last, 0) + 1]
  for (const [index, other] of to.entries()) {
    const changed = at(last, index) + (letter === other ? 0 : 1)
    const isSwap = index > 0 && letter === to[index - 1] && before === other
    const swapped = isSwap ? at(beforeLast, index - 1) + 1 : Number.POSITIVE_INFINITY
    costs.push(Math.min(changed, swapped, at(last, index + 1) + 1, at(costs, index) + 1))
  }
  return costs
}

function at(costs: readonly number[], index: number): number {
  return costs[index] ?? Number.POSITIVE_INFINITY
}

/**
 * How many letters of a word may be wrong. Names of two letters and numbers are taken as they are: every
 * other one is near them.
 */
export function allowedEdits(word: string): number {
  const letters = [...word].length
  if (/^\p{N}+$/u.test(word) || letters <= 2) return 0
  return letters < 7 ? 1 : 2
}
