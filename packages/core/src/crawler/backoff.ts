/** A uniform draw from nothing to `most`. */
export function jitter(most: number, random: () => number = Math.random): number {
  return random() * most
}

/**
 * Delay before the next attempt, milliseconds: exponential with full jitter, a uniform draw from nothing
 * to the cap of this attempt, so that what failed together does not return together. `attempt` is 1 after
 * the first failure. Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function backoff(
  attempt: number,
  options: { readonly baseMs: number; readonly maxMs: number; readonly random?: () => number },
): number {
  return jitter(Math.min(options.maxMs, options.baseMs * 2 ** (attempt - 1)), options.random)
}
