import { AppError } from '@loadout/core'
import type { Context } from 'hono'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import type { SignIn } from '../trpc/sign-in.ts'
import { cookieOf } from './guest.ts'
import { visitorOf } from './guest-of.ts'
import {
  clearedCookies,
  grantCookies,
  readSessionCookies,
  requireCookieTransport,
  takesRefreshCookie,
} from './session-cookies.ts'

/** `cookies` collects the `Set-Cookie` headers of the answer. */
export function createSignIn(kit: Kit, c: Context<ApiEnv>, cookies: string[]): SignIn {
  const visitor = visitorOf(kit, c)
  const { headers, isSecure } = visitor
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
    refreshCookie() {
      // Who proves themselves by a header has no cookie to lose.
      if (takesRefreshCookie(c.req.path) || headers.has('authorization')) {
        return readSessionCookies(headers, isSecure).refresh
      }
      throw new AppError('BAD_INPUT', {
        message: 'Call it alone, not in a batch: browsers send its cookie to this path only',
      })
    },
    requireCookies: () => requireCookieTransport(c.req.raw, isSecure),
    deliver(grant, { had } = { had: null }) {
      // Who is signed in is no guest any more.
      cookies.push(...grantCookies(grant, { isSecure, had }), cookieOf('', new Date(0), isSecure))
    },
    clear() {
      cookies.push(...clearedCookies(isSecure))
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
  refreshCookie: () => null,
  requireCookies: () => refuse(),
  deliver: () => refuse(),
  clear: () => {},
}

function refuse(): never {
  throw new AppError('FORBIDDEN')
}
