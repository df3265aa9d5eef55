/** A row with more cells than this is no row of any table. */
export const MAX_CELLS = 200

/**
 * The cells of a row, as places in a text: cells that are read as numbers are never cut out of it. One object
 * serves all rows of a file, so what is needed for longer has to be taken out.
 */
export class Cells {
  text = ''
  count = 0
  readonly starts = new Int32Array(MAX_CELLS + 1)
  readonly ends = new Int32Array(MAX_CELLS + 1)
  /** 1 for a cell in which each quote is doubled. */
  readonly doubled = new Uint8Array(MAX_CELLS + 1)

  /** Begins a row whose cells are in this text. */
  begin(text: string): void {
    this.text = text
    this.count = 0
  }

  /** False when there are too many. */
  add(start: number, end: number, doubled = false): boolean {
    const index = this.count
    this.starts[index] = start
    this.ends[index] = end
    this.doubled[index] = doubled ? 1 : 0
    if (index === MAX_CELLS) return false
    this.count = index + 1
    return true
  }

  /** Empty when there is no such cell, e.g. for the index -1. */
  get(index: number): string {
    if (index < 0 || index >= this.count) return ''
    const cell = this.text.slice(this.starts[index], this.ends[index])
    return this.doubled[index] === 1 ? cell.replaceAll('""', '"') : cell
  }

  /** Makes these values the row. */
  assign(values: readonly string[]): void {
    this.begin(values.join(''))
    let at = 0
    for (const value of values) {
      this.add(at, at + value.length)
      at += value.length
    }
  }

  /** Takes off empty cells at the end, down to so many. */
  dropEmptyBeyond(count: number): void {
    while (this.count > count && this.starts[this.count - 1] === this.ends[this.count - 1]) {
      this.count -= 1
    }
  }

  toArray(): string[] {
    return Array.from({ length: this.count }, (_, index) => this.get(index))
  }
}
