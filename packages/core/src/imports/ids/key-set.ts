import type { Codec } from '../../ports/codec.ts'

/** Places for keys, at first. A power of two, as ever after. */
const PLACES = 1_024

/**
 * A set of texts, of which it holds 64 bits of the hash alone: 11 to 21 bytes each, however long they are. That
 * two of ten million texts are taken for one has a chance of 1 in 370,000.
 */
export class KeySet {
  readonly #codec: Pick<Codec, 'sha256'>
  /** Two numbers for each place; one whose first is zero is free. */
  #places = new Uint32Array(PLACES * 2)
  #size = 0

  constructor(codec: Pick<Codec, 'sha256'>) {
    this.#codec = codec
  }

  get size(): number {
    return this.#size
  }

  has(key: string): boolean {
    const [high, low] = this.#hashOf(key)
    return isTaken(this.#places, placeOf(this.#places, high, low))
  }

  /** False when it was there. */
  add(key: string): boolean {
    const [high, low] = this.#hashOf(key)
    const place = placeOf(this.#places, high, low)
    if (isTaken(this.#places, place)) return false
    put(this.#places, place, high, low)
    this.#size += 1
    // Beyond three quarters the way to a free place becomes long.
    if (this.#size * 8 > this.#places.length * 3) this.#grow()
    return true
  }

  #hashOf(key: string): readonly [high: number, low: number] {
    const digits = this.#codec.sha256(new TextEncoder().encode(key))
    // Zero is a free place.
    return [Number.parseInt(digits.slice(0, 8), 16) || 1, Number.parseInt(digits.slice(8, 16), 16)]
  }

  #grow(): void {
    const larger = new Uint32Array(this.#places.length * 2)
    for (let place = 0; place < this.#places.length; place += 2) {
      if (!isTaken(this.#places, place)) continue
      const [high, low] = [this.#places[place] ?? 0, this.#places[place + 1] ?? 0]
      put(larger, placeOf(larger, high, low), high, low)
    }
    this.#places = larger
  }
}

/** Where a hash is, or the free place that it would take. */
function placeOf(places: Uint32Array, high: number, low: number): number {
  const mask = places.length - 1
  for (let place = (low * 2) & mask; ; place = (place + 2) & mask) {
    const isIt = places[place] === high && places[place + 1] === low
    if (isIt || !isTaken(places, place)) return place
  }
}

function isTaken(places: Uint32Array, place: number): boolean {
  return places[place] !== 0
}

function put(places: Uint32Array, place: number, high: number, low: number): void {
  places[place] = high
  places[place + 1] = low
}
