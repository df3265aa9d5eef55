/** What the first middleware leaves for everything behind it. */
export interface Variables {
  readonly requestId: string
  /** Address to count the caller by, see `clientAddress`. */
  readonly clientAddress: string
}

export interface ApiEnv {
  Variables: Variables
}
