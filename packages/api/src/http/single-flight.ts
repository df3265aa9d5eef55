export interface SingleFlightOptions {
  /** How long an answer is given again, milliseconds. Failures are not kept. */
  readonly ttlMs: number
  readonly maxEntries: number
  /** Milliseconds; replaceable for tests. */
  readonly now?: () => number
}

/**
 * Answers kept for a moment, per process. Callers that ask while the answer is on its way share it, so
 * a burst costs one load.
 */
export function singleFlight<Value>({
  ttlMs,
  maxEntries,
  now = Date.now,
}: SingleFlightOptions): (key: string, load: () => Promise<Value>) => Promise<Value> {
  const entries = new Map<string, { readonly value: Promise<Value>; readonly until: number }>()
  return (key, load) => {
    const found = entries.get(key)
    if (found !== undefined && now() < found.until) return found.value
    entries.delete(key)
    if (entries.size >= maxEntries) dropOldest(entries)
    const value = load()
    // Counted from the question, not from the answer: what is kept is never older than `ttlMs`.
    const entry = { value, until: now() + ttlMs }
    entries.set(key, entry)
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    return value
  }
}

function dropOldest(entries: Map<string, unknown>): void {
  for (const key of entries.keys()) {
    entries.delete(key)
    return
  }
}
