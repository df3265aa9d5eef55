interface Asked<Key, Value> {
  readonly key: Key
  resolve(value: Value): void
  reject(error: unknown): void
}

/** Loads under way: a flood of callers takes no more connections than that, and makes larger batches. */
const AT_ONCE = 2

/**
 * Asks for many at a time what callers ask for one by one: all of one turn of the event loop together, or all that came
 * while two loads are under way. Nobody waits for callers who are not there yet. `load` answers in the order of the
 * keys; when it fails, all fail.
 */
export function inBatches<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Asked<Key, Value>[] = []
  let running = 0

  async function run(): Promise<void> {
    if (running === AT_ONCE || waiting.length === 0) return
    const batch = waiting
    waiting = []
    running += 1
    try {
      const values = await load(batch.map(({ key }) => key))
      // A value may be undefined; one that is missing would never have been asked for.
      for (const [index, { resolve }] of batch.entries()) resolve(values[index] as Value)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      running -= 1
      void run()
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) setImmediate(() => void run())
    })
}
