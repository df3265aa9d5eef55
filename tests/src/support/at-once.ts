/** As many calls as a test's pool has connections: more would only wait for one, and give up under load. */
const LANES = 8

/** Runs `run` so many times, always several at once, and tells what became of each. */
export async function atOnce<Result>(
  times: number,
  run: (n: number) => Promise<Result>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  const results: PromiseSettledResult<Result>[] = []
  let next = 0
  async function lane(): Promise<void> {
    for (let n = next; n < times; n = next) {
      next += 1
      const [result] = await Promise.allSettled([run(n)])
      if (result !== undefined) results[n] = result
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return results
}
