/** Runs at most `size` tasks at a time, the others in the order they came. */
export function createLimit(size: number) {
  let running = 0
  const waiting: (() => void)[] = []

  return async <Value>(task: () => Promise<Value>): Promise<Value> => {
    if (running < size) running += 1
    // Whoever ends hands its place on, so nobody who comes meanwhile can take it.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
