/** Slows guessing down: counts what went wrong, in all processes together. */
export interface Attempts {
  /** Throws RATE_LIMITED once there were too many failures with one of these keys. */
  check(keys: AttemptKeys): Promise<void>
  fail(keys: AttemptKeys): Promise<void>
}

export interface AttemptKeys {
  /** What is guessed at. */
  readonly account: string
  /** Who guesses. */
  readonly network: string | null
}
