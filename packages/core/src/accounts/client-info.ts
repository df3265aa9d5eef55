/** Where a session is begun, for its owner to recognise it by. */
export interface ClientInfo {
  readonly userAgent: string | null
  /** The address, shortened. */
  readonly network: string | null
}
