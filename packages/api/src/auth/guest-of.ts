import { type Actor, ANONYMOUS, AppError } from '@loadout/core'
import type { Context } from 'hono'
import { isSecure } from '../http/is-secure.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import type { Visitor } from './guest.ts'
import { identifyByCookie } from './identify.ts'
import { refuseForeignPages } from './own-pages.ts'
import { readSessionCookies } from './session-cookies.ts'

export interface Caller {
  readonly actor: Actor
  /** `Set-Cookie` for the answer, when the caller has just become somebody, or stays so for longer. */
  readonly cookie: string | null
}

/**
 * The guest of a request. Who has no account stays anonymous as long as nothing is written, and becomes a
 * new guest then: call it once the caller is within its rate. Throws FORBIDDEN when a page of another site
 * makes use of a visitor's cookie, RATE_LIMITED when too many guests come from one address, and
 * UNAUTHENTICATED when the browser is signed in but its access token is over: it has to be refreshed, lest
 * somebody writes as a guest who is none.
 */
export async function guestOf(
  kit: Kit,
  c: Context<ApiEnv>,
  { writes }: { readonly writes: boolean },
): Promise<Caller> {
  const visitor = visitorOf(kit, c)
  if (writes) {
    const allowed = kit.deps.settings.corsOrigins
    refuseForeignPages(c.req.raw, { allowed, hasSession: false })
  }
  if (readSessionCookies(visitor.headers, visitor.isSecure).isMarked) {
    throw new AppError('UNAUTHENTICATED')
  }
  const known = await kit.guests.find(visitor)
  if (known !== null) return known
  return writes ? kit.guests.create(visitor) : { actor: ANONYMOUS, cookie: null }
}

/** Who sends a request by its cookies: a session, or else a guest as above. */
export async function visitorHere(
  kit: Kit,
  c: Context<ApiEnv>,
  options: { readonly writes: boolean },
): Promise<Caller> {
  const actor = await identifyByCookie(kit, c, options)
  return actor === ANONYMOUS ? await guestOf(kit, c, options) : { actor, cookie: null }
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
