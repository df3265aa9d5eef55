/** Slows guessing down: counts what went wrong, in all processes together. */
export interface Attempts {
  /**
   * Counts an attempt before it is known what it comes to: of many that are made at once, no more get through than
   * of as many in a row. Throws RATE_LIMITED once too many with one of these keys went wrong.
   */
  take(keys: AttemptKeys): Promise<void>
  /** The attempt was no wrong guess: it does not count. */
  giveBack(keys: AttemptKeys): Promise<void>
}

export interface AttemptKeys {
  /** What is guessed at. */
  readonly account: string
  /** Who guesses. */
  readonly network: string | null
}
