import type { Pace } from './watch-queries.ts'

/** Days that are compared: the last ones, and those just before them. */
export const WATCH_DAYS = { recent: 7, before: 90 } as const

/** Reviews that each stretch must have: fewer swing by chance. */
const LEAST_REVIEWS = 30

/** How many times as many a day as before. */
const TIMES_AS_MANY = 3

/** By how many stars the mean must have moved, up or down. */
const STARS_APART = 1

/**
 * Whether reviews come in three times as fast as before and with a mean rating a whole star away from
 * theirs, with at least 30 in either stretch. A release has no time before it, and is not meant.
 */
export function isBombed(pace: Omit<Pace, 'product_id' | 'bombed'>): boolean {
  const { recent, recent_mean: now, before, before_mean: then } = pace
  if (recent < LEAST_REVIEWS || before < LEAST_REVIEWS || now === null || then === null)
    return false
  const isFast = recent / WATCH_DAYS.recent >= TIMES_AS_MANY * (before / WATCH_DAYS.before)
  return isFast && Math.abs(now - then) >= STARS_APART
}
