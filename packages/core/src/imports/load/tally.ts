/** Counts by key, several of them for each. */
export class Tally {
  readonly #width: number
  /** Where the counts of a key are in each of `#columns`. */
  readonly #places = new Map<number, number>()
  readonly #columns: number[][]

  constructor(width: number) {
    this.#width = width
    this.#columns = Array.from({ length: width }, () => [])
  }

  get size(): number {
    return this.#places.size
  }

  add(key: number, column: number, amount: number): void {
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.#places.size
      this.#places.set(key, place)
      for (const counts of this.#columns) counts.push(0)
    }
    const counts = this.#columns[column]
    if (counts !== undefined) counts[place] = (counts[place] ?? 0) + amount
  }

  /** Ascending by key; the counts of each column in the same order. */
  sorted(): { readonly keys: readonly number[]; readonly columns: readonly (readonly number[])[] } {
    const keys = [...this.#places.keys()].sort((a, b) => a - b)
    const places = keys.map((key) => this.#places.get(key) ?? 0)
    return {
      keys,
      columns: this.#columns.map((counts) => places.map((place) => counts[place] ?? 0)),
    }
  }

  clear(): void {
    this.#places.clear()
    for (let column = 0; column < this.#width; column += 1) this.#columns[column] = []
  }
}
