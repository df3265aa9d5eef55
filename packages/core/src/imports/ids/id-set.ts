/** Ids of a page share what is above their lowest 16 bits. */
const PAGE = 65_536

/** Ids a page holds one by one; from then on a bit for each possible id takes less memory. */
const FEW = 4_096

/** The ids of a page in ascending order, while they are few. */
class FewIds {
  #ids = new Uint16Array(8)
  count = 0

  has(low: number): boolean {
    const place = this.#placeOf(low)
    return place < this.count && this.#ids[place] === low
  }

  add(low: number): boolean {
    const place = this.#placeOf(low)
    if (place < this.count && this.#ids[place] === low) return false
    if (this.count === this.#ids.length) {
      const larger = new Uint16Array(this.#ids.length * 2)
      larger.set(this.#ids)
      this.#ids = larger
    }
    this.#ids.copyWithin(place + 1, place, this.count)
    this.#ids[place] = low
    this.count += 1
    return true
  }

  *values(): Generator<number, void, void> {
    yield* this.#ids.subarray(0, this.count)
  }

  toBits(): Uint32Array {
    const bits = new Uint32Array(PAGE / 32)
    for (const low of this.#ids.subarray(0, this.count)) {
      bits[low >>> 5] = (bits[low >>> 5] ?? 0) | (1 << (low & 31))
    }
    return bits
  }

  /** Of the first id that is not below. Mostly ids come in ascending order. */
  #placeOf(low: number): number {
    let [from, to] = [0, this.count]
    if (to > 0 && (this.#ids[to - 1] ?? 0) < low) return to
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.#ids[middle] ?? 0) < low) from = middle + 1
      else to = middle
    }
    return from
  }
}

/**
 * A set of positive int4 ids: about a bit for each of a dense range, about two bytes for each of ids that lie
 * apart, so that tens of millions are held whatever they look like.
 */
export class IdSet {
  #pages: (FewIds | Uint32Array | undefined)[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  has(id: number): boolean {
    const page = this.#pages[id >>> 16]
    if (page === undefined) return false
    const low = id & 0xffff
    if (page instanceof Uint32Array) return ((page[low >>> 5] ?? 0) & (1 << (low & 31))) !== 0
    return page.has(low)
  }

  /** False when it was there. */
  add(id: number): boolean {
    const isNew = this.#addTo(id >>> 16, id & 0xffff)
    if (isNew) this.#size += 1
    return isNew
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number, void, void> {
    for (const [index, page] of this.#pages.entries()) {
      if (page === undefined) continue
      const lows = page instanceof Uint32Array ? bitsOf(page) : page.values()
      for (const low of lows) yield index * PAGE + low
    }
  }

  /** In ascending order, so many at a time. */
  *slices(length: number): Generator<readonly number[], void, void> {
    let slice: number[] = []
    for (const id of this) {
      slice.push(id)
      if (slice.length < length) continue
      yield slice
      slice = []
    }
    if (slice.length > 0) yield slice
  }

  #addTo(index: number, low: number): boolean {
    const page = this.#pages[index]
    if (page instanceof Uint32Array) {
      const word = page[low >>> 5] ?? 0
      const bit = 1 << (low & 31)
      page[low >>> 5] = word | bit
      return (word & bit) === 0
    }
    if (page === undefined) {
      // No holes: an array that is mostly holes would become a slow hash table.
      while (this.#pages.length <= index) this.#pages.push(undefined)
      const few = new FewIds()
      this.#pages[index] = few
      return few.add(low)
    }
    if (page.count < FEW) return page.add(low)
    this.#pages[index] = page.toBits()
    return this.#addTo(index, low)
  }
}

function* bitsOf(bits: Uint32Array): Generator<number, void, void> {
  for (const [index, word] of bits.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      yield index * 32 + 31 - Math.clz32(rest & -rest)
    }
  }
}
