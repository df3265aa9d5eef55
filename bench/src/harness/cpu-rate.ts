/** What a measurement of work in this process came to. */
export interface CpuRate {
  /** Per second of CPU time of this process, threads of its own included: what one core does. */
  readonly perCoreSecond: number
  readonly perSecond: number
}

/** Does the work once for each item, so many at a time. Throws when one fails. */
export async function cpuRate<Item>(
  items: readonly Item[],
  { atOnce, signal }: { readonly atOnce: number; readonly signal: AbortSignal },
  work: (item: Item) => Promise<unknown>,
): Promise<CpuRate> {
  const queue = items[Symbol.iterator]()
  const takeOn = async () => {
    for (const item of queue) {
      signal.throwIfAborted()
      await work(item)
    }
  }
  const before = process.cpuUsage()
  const started = performance.now()
  await Promise.all(Array.from({ length: atOnce }, takeOn))
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(before)
  return {
    perCoreSecond: (1e6 * items.length) / (user + system),
    perSecond: items.length / seconds,
  }
}
