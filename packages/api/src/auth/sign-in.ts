import { AppError, type Attempts, isAppError } from '@loadout/core'
import type { ClientInfo, Grant } from '@loadout/core/accounts'
import type { Context } from 'hono'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { cookieOf } from './guest.ts'
import { visitorOf } from './guest-of.ts'
import {
  clearedCookies,
  grantCookies,
  readSessionCookies,
  requireCookieTransport,
} from './session-cookies.ts'

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

/** What a procedure that signs somebody in or out needs of the request and its answer. */
export interface SignIn {
  readonly client: ClientInfo
  readonly attempts: Attempts
  /** The guest whom the request names, or null. */
  guestId(): Promise<number | null>
  /** The refresh token that was sent, in the input or as a cookie. */
  refreshToken(given: string | undefined): string | null
  /** Hands a grant out: as cookies, or as the tokens of the answer. Throws FORBIDDEN for cookies over plain http. */
  deliver(grant: Grant, options: { readonly asTokens: boolean }): Tokens | null
  /** Nothing of a session stays in the browser. */
  clear(): void
  /** The same when `work` finds that the session is over. Throws what it throws. */
  clearIfEnded<Result>(work: Promise<Result>): Promise<Result>
}

/** `cookies` collects the `Set-Cookie` headers of the answer. */
export function createSignIn(kit: Kit, c: Context<ApiEnv>, cookies: string[]): SignIn {
  const visitor = visitorOf(kit, c)
  const { headers, isSecure } = visitor
  const clear = () => {
    cookies.push(...clearedCookies(isSecure))
  }
  return {
    client: {
      userAgent: headers.get('user-agent')?.toWellFormed().slice(0, 200) ?? null,
      network: networkOf(c.var.clientAddress),
    },
    attempts: kit.attempts,
    async guestId() {
      const guest = await kit.guests.find(visitor)
      return guest?.actor.kind === 'account' ? guest.actor.accountId : null
    },
    refreshToken: (given) => given ?? readSessionCookies(headers, isSecure).refresh,
    deliver(grant, { asTokens }) {
      if (asTokens) {
        const { accessToken, refreshToken, expiresIn } = grant
        return { accessToken, refreshToken, expiresIn }
      }
      requireCookieTransport(c.req.raw, isSecure)
      // Who is signed in is no guest any more.
      cookies.push(...grantCookies(grant, isSecure), cookieOf('', new Date(0), isSecure))
      return null
    },
    clear,
    async clearIfEnded(work) {
      try {
        return await work
      } catch (error) {
        if (isAppError(error, 'SESSION_ENDED') || isAppError(error, 'BANNED')) clear()
        throw error
      }
    },
  }
}

/** A network, not an address: enough to recognise oneself by. */
function networkOf(clientAddress: string): string {
  return clientAddress.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24')
}

/** For calls that come by no request of their own. */
export const NO_SIGN_IN: SignIn = {
  client: { userAgent: null, network: null },
  attempts: { take: refuse, giveBack: refuse },
  guestId: async () => null,
  refreshToken: () => null,
  deliver: () => refuse(),
  clear: () => {},
  clearIfEnded: (work) => work,
}

function refuse(): never {
  throw new AppError('FORBIDDEN')
}
