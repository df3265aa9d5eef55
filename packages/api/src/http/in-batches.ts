interface Asked<Key, Value> {
  readonly key: Key
  resolve(value: Value): void
  reject(error: unknown): void
}

/**
 * Asks for many at a time what callers ask for one by one: all of one turn of the event loop together. Nobody
 * waits for more callers than are there already. `load` answers in the order of the keys; when it fails, all fail.
 */
export function inBatches<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Asked<Key, Value>[] = []

  async function run(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      const values = await load(batch.map(({ key }) => key))
      // A value may be undefined; one that is missing would never have been asked for.
      for (const [index, { resolve }] of batch.entries()) resolve(values[index] as Value)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) setImmediate(() => void run())
    })
}
