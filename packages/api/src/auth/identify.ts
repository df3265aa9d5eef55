import { type Actor, ANONYMOUS, isAppError } from '@loadout/core'
import type { Context } from 'hono'
import { isSecure } from '../http/is-secure.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { refuseForeignPages } from './own-pages.ts'
import { readSessionCookies } from './session-cookies.ts'

/**
 * Who sends a request, by its `Authorization` header or the cookie of a session. A cookie that is over leaves its
 * sender anonymous: what is public stays so, and all else says UNAUTHENTICATED. What `writes` must come from a
 * page of ours, unless a header proves who sends it and no cookie comes with it. Throws UNAUTHENTICATED for a
 * wrong header, BANNED and FORBIDDEN.
 */
export async function identify(
  kit: Kit,
  c: Context<ApiEnv>,
  { writes }: { readonly writes: boolean },
): Promise<Actor> {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) return await identifyByCookie(kit, c, { writes })
  const { raw } = c.req
  if (writes && raw.headers.has('cookie')) {
    refuseForeignPages(raw, { allowed: kit.deps.settings.corsOrigins, hasSession: false })
  }
  return await kit.authenticate.header(authorization, c.var.clientAddress)
}

/** The same for routes to which the header means something else. */
export async function identifyByCookie(
  kit: Kit,
  c: Context<ApiEnv>,
  { writes }: { readonly writes: boolean },
): Promise<Actor> {
  const { raw } = c.req
  const { settings } = kit.deps
  const { access, refresh } = readSessionCookies(
    raw.headers,
    isSecure(raw, settings.trustedProxies),
  )
  if (writes) {
    const hasSession = access !== null || refresh !== null
    refuseForeignPages(raw, { allowed: settings.corsOrigins, hasSession })
  }
  return access === null ? ANONYMOUS : await ofCookie(kit, access)
}

async function ofCookie(kit: Kit, token: string): Promise<Actor> {
  try {
    return await kit.authenticate.token(token)
  } catch (error) {
    if (isAppError(error, 'UNAUTHENTICATED') || isAppError(error, 'SESSION_ENDED')) return ANONYMOUS
    throw error
  }
}
