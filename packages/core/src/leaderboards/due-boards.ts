import type { BoardState } from './refresh-queries.ts'

/** The least time between two editions, milliseconds: nobody follows a leaderboard by the second. */
const PAUSE_MS = 30_000

/** An edition is followed by a pause of so many times what it cost: a twentieth of the time, at most. */
const PAUSE_FACTOR = 20

/**
 * A board is made anew after so long whatever its source says: it cannot see corrections that leave the
 * sums of rounds as they were, nor players who were taken off.
 */
const STALE_MS = 24 * 3_600_000

/** Boards whose turn it is, those that waited longest first. */
export function dueBoards(states: readonly BoardState[], now: Date): readonly BoardState[] {
  return states.filter(({ source, madeOf, madeAt, tookMs }) => {
    if (madeAt === null) return true
    const age = now.getTime() - madeAt.getTime()
    // Negative: the clock was set back.
    if (age < 0 || age >= STALE_MS) return true
    return source !== madeOf && age >= Math.max(PAUSE_MS, PAUSE_FACTOR * (tookMs ?? 0))
  })
}
