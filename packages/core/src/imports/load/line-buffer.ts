/** What is encoded at a time, characters: encoding many short texts one by one costs more than their bytes. */
const PIECE = 32_768

/** A UTF-16 unit becomes at most so many bytes. */
const MOST_BYTES = 3

const FIRST_SIZE = 256 * 1024

const encoder = new TextEncoder()

/** Text that grows at its end, as bytes. Its memory is used again once it is cleared. */
export class LineBuffer {
  #bytes = new Uint8Array(FIRST_SIZE)
  #length = 0
  #pending = ''

  /** Bytes so far, about. */
  get size(): number {
    return this.#length + this.#pending.length
  }

  add(text: string): void {
    this.#pending += text
    if (this.#pending.length >= PIECE) this.#encode()
  }

  /** All of it, until something is added or it is cleared. */
  view(): Uint8Array {
    this.#encode()
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
    this.#pending = ''
  }

  #encode(): void {
    const needed = this.#length + this.#pending.length * MOST_BYTES
    if (needed > this.#bytes.length) this.#grow(needed)
    const { written } = encoder.encodeInto(this.#pending, this.#bytes.subarray(this.#length))
    this.#length += written
    this.#pending = ''
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
