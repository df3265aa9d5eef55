/** Slow hashing, native and different in every runtime: a port. */
export interface Passwords {
  /** Throws AUTH_BUSY when too many wait already: who asks this first is refused before anything else is done for them. */
  requireRoom(): void
  /** In PHC format, with its parameters. Throws AUTH_BUSY when too many wait already. */
  hash(password: string): Promise<string>
  /** Whether this is the password of that hash. Throws AUTH_BUSY when too many wait already. */
  verify(hash: string, password: string): Promise<boolean>
  /** Takes as long as `verify`, for accounts that are not there. Throws AUTH_BUSY. */
  pretend(password: string): Promise<void>
  /** Made with other parameters than new ones are. */
  isOutdated(hash: string): boolean
  /** One of the first that anybody guesses; in any case of letters. */
  isCommon(password: string): Promise<boolean>
}
