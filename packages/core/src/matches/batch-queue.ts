/**
 * A bounded queue between two stages of a stream: `push` waits while the queue is full, `take` gives
 * everything there is up to a limit. Batches thus grow by themselves while the next stage is busy, and
 * a single item never waits for company.
 */
export class BatchQueue<Item> {
  readonly #items: Item[] = []
  readonly #capacity: number
  readonly #weigh: (item: Item) => number
  #weight = 0
  #closed = false
  #failure: { readonly error: unknown } | null = null
  #waiting: (() => void)[] = []

  /** `capacity` in units of `weigh`; one item is always let in, however heavy. */
  constructor(capacity: number, weigh: (item: Item) => number) {
    this.#capacity = capacity
    this.#weigh = weigh
  }

  async push(item: Item): Promise<void> {
    while (this.#weight >= this.#capacity && this.#failure === null) await this.#change()
    this.#throwIfFailed()
    this.#items.push(item)
    this.#weight += this.#weigh(item)
    this.#notify()
  }

  /** Up to `max` items in order; an empty batch means the queue is closed and drained. */
  async take(max: number): Promise<Item[]> {
    while (this.#items.length === 0 && !this.#closed && this.#failure === null) await this.#change()
    this.#throwIfFailed()
    const batch = this.#items.splice(0, max)
    for (const item of batch) this.#weight -= this.#weigh(item)
    this.#notify()
    return batch
  }

  /** No more items will come. */
  close(): void {
    this.#closed = true
    this.#notify()
  }

  /** Makes every waiting and later call throw `error`: how one broken stage stops the others. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#notify()
  }

  #throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure.error
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #notify(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }
}
