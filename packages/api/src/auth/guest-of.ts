import { type Actor, ANONYMOUS, AppError } from '@loadout/core'
import type { Context } from 'hono'
import { isSecure } from '../http/is-secure.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import type { Visitor } from './guest.ts'

export interface Caller {
  readonly actor: Actor
  /** `Set-Cookie` for the answer, when the caller has just become somebody, or stays so for longer. */
  readonly cookie: string | null
}

/**
 * The guest of a request. Who has no account stays anonymous as long as nothing is written, and becomes a
 * new guest then: call it once the caller is within its rate. Throws FORBIDDEN when a page of another site
 * makes use of a visitor's cookie, RATE_LIMITED when too many guests come from one address.
 */
export async function guestOf(
  kit: Kit,
  c: Context<ApiEnv>,
  { writes }: { readonly writes: boolean },
): Promise<Caller> {
  if (writes) refuseForeignPages(c.req.raw, kit.deps.settings.corsOrigins)
  const visitor = visitorOf(kit, c)
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

/** The answer with the cookie of who has become somebody, whether the call went well or not. */
export function withCookie(response: Response, cookie: string | null): Response {
  if (cookie !== null) response.headers.append('set-cookie', cookie)
  return response
}

/** Browsers say where a request comes from, and no page can make them lie about it. */
function refuseForeignPages({ headers, url }: Request, allowed: readonly string[]): void {
  const origin = headers.get('origin')
  if (origin === null || allowed.includes(origin)) return
  // Hosts are compared, not schemes: TLS may end at a proxy.
  const host = headers.get('host') ?? new URL(url).host
  if (URL.canParse(origin) && new URL(origin).host === host) return
  throw new AppError('FORBIDDEN', { message: 'This request comes from another origin' })
}
