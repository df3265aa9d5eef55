/** What is known when the question is whether the next replay may begin. Milliseconds since 1970. */
export interface ReplayPace {
  readonly now: number
  /** When the last replay ended; null when there was none. */
  readonly replayedAt: number | null
  /** What it cost, milliseconds. */
  readonly replayMs: number
  /** When the newest match of the installation was received; null when there is none. */
  readonly newestMatchAt: number | null
}

/** Ingestion that was silent for so long is over, milliseconds. */
const QUIET_MS = 30_000

/** A replay is followed by a pause of so many times its own duration. */
const PAUSE_FACTOR = 10

/**
 * While matches keep coming in any order, each replay would be followed by the next: an import of n
 * matches would rate n^2 of them. So at most an eleventh of the time goes into replays, until it is quiet.
 */
export function mayReplay({ now, replayedAt, replayMs, newestMatchAt }: ReplayPace): boolean {
  // A clock that was set back must not stop ratings until it has caught up: what lies ahead has elapsed.
  const isPast = (at: number | null, pause: number) => at === null || at > now || now - at >= pause
  return isPast(replayedAt, PAUSE_FACTOR * replayMs) || isPast(newestMatchAt, QUIET_MS)
}
