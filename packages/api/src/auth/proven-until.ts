import type { Context } from 'hono'
import { isSecure } from '../http/is-secure.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { readSessionCookies } from './session-cookies.ts'

/**
 * When the access token of a request that was admitted runs out, milliseconds since 1970; null: it came without one.
 * What goes on after its answer began may go on until then. Throws UNAUTHENTICATED.
 */
export async function provenUntil(kit: Kit, c: Context<ApiEnv>): Promise<number | null> {
  const { raw } = c.req
  const authorization = raw.headers.get('authorization')
  if (authorization !== null) return await kit.authenticate.headerUntil(authorization)
  const { access } = readSessionCookies(
    raw.headers,
    isSecure(raw, kit.deps.settings.trustedProxies),
  )
  return access === null ? null : await kit.authenticate.tokenUntil(access)
}
