import { AppError } from '../../errors.ts'

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export interface GroupCommitOptions<Item, Result> {
  /** Writes items durably. One result each, in their order; what it throws is the error of all of them. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Items per write, at most. */
  readonly maxBatch: number
  /** Items that wait, at most: beyond that they are refused, so that a slow database does not fill the memory. */
  readonly maxWaiting: number
}

/**
 * Has concurrent calls share one write. The first call is written at once; whoever comes while that is on its
 * way waits for it and shares the next one. So groups grow by themselves as writes get slower, and a call
 * that comes alone waits for nobody.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  #isWriting = false

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options
  }

  /** Resolves when the item is written. Throws UNAVAILABLE when too many wait. */
  add(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new AppError('UNAVAILABLE'))
    }
    const written = new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
    })
    if (!this.#isWriting) void this.#writeAll()
    return written
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    // Whoever calls in the same turn belongs to the first group.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      await this.#writeGroup(this.#waiting.splice(0, this.#options.maxBatch))
    }
    this.#isWriting = false
  }

  async #writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.write(group.map(({ item }) => item))
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index]
        if (result === undefined) reject(new Error('a written item has no result'))
        else resolve(result)
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
}
