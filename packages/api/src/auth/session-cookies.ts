import { AppError } from '@loadout/core'
import type { Grant } from '@loadout/core/accounts'
import { parse } from 'hono/utils/cookie'

/** The refresh token goes to these two procedures, by either of their addresses, and to nothing else. */
const REFRESH_PATHS: readonly string[] = [
  '/trpc/auth.refresh',
  '/trpc/auth.logout',
  '/api/auth/refresh',
  '/api/auth/logout',
]

/** Whether a browser sends the refresh token along: not with a batch of several calls. */
export function takesRefreshCookie(path: string): boolean {
  return REFRESH_PATHS.includes(path)
}

/**
 * Says to scripts and to us that this browser is signed in, whether or not its access token is still good. Its value
 * changes with each refresh, which tells one tab of another's.
 */
export const MARKER = 'ld_signed_in'

/** Prefixes of RFC 6265bis: a browser takes such a cookie only over https, and `__Host-` only from this very host. */
const names = (isSecure: boolean) => ({
  access: isSecure ? '__Host-ld_at' : 'ld_at',
  refresh: isSecure ? '__Secure-ld_rt' : 'ld_rt',
})

export interface SessionCookies {
  readonly access: string | null
  readonly refresh: string | null
  readonly isMarked: boolean
}

/** What a request has of a session. Names without a prefix count over plain http alone: no page can plant them. */
export function readSessionCookies(headers: Headers, isSecure: boolean): SessionCookies {
  const header = headers.get('cookie')
  if (header?.includes('ld_') !== true) return { access: null, refresh: null, isMarked: false }
  const cookies = parse(header)
  const { access, refresh } = names(isSecure)
  return {
    access: cookies[access] ?? null,
    refresh: cookies[refresh] ?? null,
    isMarked: (cookies[MARKER] ?? '') !== '',
  }
}

/**
 * `Set-Cookie` headers that sign a browser in. One that has the refresh token already (`had`) keeps it: this answer may
 * come after that of another tab, which has the next one.
 */
export function grantCookies(
  grant: Grant,
  { isSecure, had }: { readonly isSecure: boolean; readonly had: string | null },
): readonly string[] {
  const { access, refresh } = names(isSecure)
  const secure = isSecure ? '; Secure' : ''
  const { accessToken, expiresIn, refreshToken, refreshExpiresIn } = grant
  return [
    `${access}=${accessToken}; Path=/; Max-Age=${expiresIn}; HttpOnly; SameSite=Lax${secure}`,
    ...(had === refreshToken ? [] : REFRESH_PATHS).map(
      (path) =>
        `${refresh}=${refreshToken}; Path=${path}; Max-Age=${refreshExpiresIn}; HttpOnly; SameSite=Strict${secure}`,
    ),
    `${MARKER}=${grant.issuedAt}; Path=/; Max-Age=${refreshExpiresIn}; SameSite=Lax${secure}`,
  ]
}

/** `Set-Cookie` headers that leave nothing of a session in a browser. */
export function clearedCookies(isSecure: boolean): readonly string[] {
  const { access, refresh } = names(isSecure)
  const secure = isSecure ? '; Secure' : ''
  return [
    `${access}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`,
    ...REFRESH_PATHS.map(
      (path) => `${refresh}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Strict${secure}`,
    ),
    `${MARKER}=; Path=/; Max-Age=0; SameSite=Lax${secure}`,
  ]
}

const LOCAL_HOSTS = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** Plain http is for development on one's own machine. Throws FORBIDDEN anywhere else. */
export function requireCookieTransport(
  { headers, url }: Pick<Request, 'headers' | 'url'>,
  isSecure: boolean,
): void {
  const host = headers.get('host') ?? new URL(url).host
  if (isSecure || LOCAL_HOSTS.test(host)) return
  throw new AppError('FORBIDDEN', {
    message: 'Signing in by cookies needs https (behind a proxy: TRUST_PROXY), or tokens: true',
  })
}
