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
  const { raw } = c.req
  const { settings } = kit.deps
  const allowed = settings.corsOrigins
  if (authorization !== undefined) {
    if (writes && raw.headers.has('cookie')) refuseForeignPages(raw, { allowed, hasSession: false })
    return await kit.authenticate.header(authorization, c.var.clientAddress)
  }
  const { access, refresh } = readSessionCookies(
    raw.headers,
    isSecure(raw, settings.trustedProxies),
  )
  if (writes) {
    const hasSession = access !== null || refresh !== null
    refuseForeignPages(raw, { allowed, hasSession })
  }
  return access === null ? ANONYMOUS : await actorOfCookie(kit, access)
}

/** Who has the cookie of a session; anonymous once that is over. Throws BANNED. */
export async function actorOfCookie(kit: Kit, token: string): Promise<Actor> {
  try {
    return await kit.authenticate.token(token)
  } catch (error) {
    if (isAppError(error, 'UNAUTHENTICATED') || isAppError(error, 'SESSION_ENDED')) return ANONYMOUS
    throw error
  }
}
