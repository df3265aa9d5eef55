import { AppError } from '@loadout/core'

/**
 * Refuses what another site's page sends along with a visitor's cookies (CSRF), and what it posts without
 * them: nobody is signed in by a page that is not ours. Browsers say where a request comes from, and no page
 * can make them lie about it. A request that says nothing is no browser's; one with a session's cookies has
 * to say it all the same. Throws FORBIDDEN.
 */
export function refuseForeignPages(
  { headers, url }: Pick<Request, 'headers' | 'url'>,
  { allowed, hasSession }: { readonly allowed: readonly string[]; readonly hasSession: boolean },
): void {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (origin !== null) {
    if (allowed.includes(origin)) return
    // A browser that says both also tells our own page by plain http from the one by https.
    if (isOwn(origin, headers, url) && isOurs(site ?? 'none')) return
  } else if (site !== null) {
    if (isOurs(site)) return
  } else if (!hasSession) {
    return
  }
  throw new AppError('FORBIDDEN', { message: 'This request comes from another origin' })
}

/** Our page, or the visitor and no page at all. */
function isOurs(site: string): boolean {
  return site === 'same-origin' || site === 'none'
}

/** Hosts are compared, not schemes: TLS may end at a proxy. */
function isOwn(origin: string, headers: Headers, url: string): boolean {
  const host = headers.get('host') ?? new URL(url).host
  return URL.canParse(origin) && new URL(origin).host === host
}
