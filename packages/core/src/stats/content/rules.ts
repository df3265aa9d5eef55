/** How rounds are played, as far as measures need to know. */
export interface RoundRules {
  /** Rounds before the sides swap; after two halves, overtime swaps them every round. */
  readonly halfRounds: number
  /** A round in which nothing was planted ends after so many milliseconds. */
  readonly roundMs: number
  /** What was planted explodes after so many milliseconds. */
  readonly fuseMs: number
}

/** Of the standard mode; queues differ in the length of their halves only. */
export const ROUND_RULES = {
  halfRounds: 12,
  roundMs: 100_000,
  fuseMs: 45_000,
} as const satisfies RoundRules
