import { type Actor, ANONYMOUS, AppError } from '@loadout/core'
import type { Context } from 'hono'
import { isSecure } from '../http/is-secure.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import type { Visitor } from './guest.ts'
import { actorOfCookie } from './identify.ts'
import { refuseForeignPages } from './own-pages.ts'
import { readSessionCookies } from './session-cookies.ts'

export interface Caller {
  readonly actor: Actor
  /** `Set-Cookie` for the answer, when the caller has just become somebody, or stays so for longer. */
  readonly cookie: string | null
}

/**
 * The guest of a request, or who is signed in with its cookie. Who has no account stays anonymous as long as
 * nothing is written, and becomes a new guest then: call it once the caller is within its rate. Throws FORBIDDEN
 * when a page of another site makes use of a visitor's cookie, RATE_LIMITED when too many guests come from one
 * address, BANNED, and UNAUTHENTICATED when the browser is signed in but its access token is over: it has to be
 * refreshed, lest somebody writes as a guest who is none.
 */
export async function guestOf(
  kit: Kit,
  c: Context<ApiEnv>,
  { writes }: { readonly writes: boolean },
): Promise<Caller> {
  const visitor = visitorOf(kit, c)
  const { access, isMarked } = readSessionCookies(visitor.headers, visitor.isSecure)
  if (writes) {
    const allowed = kit.deps.settings.corsOrigins
    refuseForeignPages(c.req.raw, { allowed, hasSession: access !== null })
  }
  const signedIn = access === null ? ANONYMOUS : await actorOfCookie(kit, access)
  if (signedIn !== ANONYMOUS) return { actor: signedIn, cookie: null }
  if (isMarked) throw new AppError('UNAUTHENTICATED')
  const known = await kit.guests.find(visitor)
  if (known !== null) return known
  return writes ? kit.guests.create(visitor) : { actor: ANONYMOUS, cookie: null }
}

export function visitorOf(kit: Kit, c: Context<ApiEnv>): Visitor {
  const { raw } = c.req
  return {
    headers: raw.headers,
    clientAddress: c.var.clientAddress,
    isSecure: isSecure(raw, kit.deps.settings.trustedProxies),
  }
}

/** The answer with these cookies, whether the call went well or not. */
export function withCookies(response: Response, cookies: readonly (string | null)[]): Response {
  for (const cookie of cookies) {
    if (cookie !== null) response.headers.append('set-cookie', cookie)
  }
  return response
}
