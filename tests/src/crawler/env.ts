/** `CRAWL_CALLS=10000` makes the run about the limits a long one. */
export function readCrawlCalls(fallback: number): number {
  const calls = Number(process.env.CRAWL_CALLS ?? fallback)
  if (!Number.isInteger(calls) || calls < 1) throw new Error('CRAWL_CALLS must be a whole number')
  return calls
}
