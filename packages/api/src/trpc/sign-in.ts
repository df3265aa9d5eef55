import type { Attempts } from '@loadout/core'
import type { ClientInfo, Grant } from '@loadout/core/accounts'

/** What a procedure that signs somebody in or out needs of the request and its answer. */
export interface SignIn {
  readonly client: ClientInfo
  readonly attempts: Attempts
  /** The guest whom the request names, or null. */
  guestId(): Promise<number | null>
  /** The refresh token of the cookie. Throws BAD_INPUT in a batch of several calls, where none is sent. */
  refreshCookie(): string | null
  /** Before there is anything to hand out. Throws FORBIDDEN where cookies cannot be: over plain http. */
  requireCookies(): void
  /** Hands a grant out, as cookies; `had`: the refresh token that came with the request. */
  deliver(grant: Grant, options?: { readonly had: string | null }): void
  /** Nothing of a session stays in the browser. */
  clear(): void
}
