/** Lets at most `limit` callers in at once; the others wait their turn, first come first served. */
export function createSemaphore(limit: number) {
  const waiting: (() => void)[] = []
  let free = limit

  async function enter(): Promise<void> {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  return {
    async run<Value>(task: () => Promise<Value>): Promise<Value> {
      await enter()
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}
