/**
 * Writes one batch after the other while the next ones are made: one is being written, one waits, and who
 * adds a third waits too.
 */
export class WriteQueue<Batch> {
  readonly #write: (batch: Batch) => Promise<void>
  #beforeLast: Promise<void> = Promise.resolve()
  #last: Promise<void> = Promise.resolve()

  constructor(write: (batch: Batch) => Promise<void>) {
    this.#write = write
  }

  /** Rejects when an earlier batch could not be written; nothing is written after it. */
  async add(batch: Batch): Promise<void> {
    await this.#beforeLast
    const before = this.#last
    this.#beforeLast = before
    this.#last = before.then(() => this.#write(batch))
    // Who adds next, or waits for the end, is told.
    this.#last.catch(() => {})
  }

  /** Resolves when all is written. */
  async end(): Promise<void> {
    await this.#last
  }
}
