import type { Settings } from '../settings.ts'
import { LiveSession } from './live-session.ts'
import { type Means, signsIn, signsOut } from './means.ts'
import { REFRESH, renewCookies } from './renew-call.ts'
import type { Session } from './session.ts'
import { type OpenTabs, tabsOf, thisBrowser } from './tabs.ts'

/** The value of the cookie that tells pages that somebody is signed in; undefined when it cannot be read. */
export type ReadMarker = (endpoint: string) => string | undefined

/** For browsers: the server keeps the tokens in cookies that no script can read. */
export function cookieSession(): Session {
  return createCookieSession(tabsOf(thisBrowser()), readMarker)
}

export function createCookieSession(openTabs: OpenTabs, read: ReadMarker): Session {
  return new LiveSession(cookieMeans(read), openTabs)
}

function cookieMeans(read: ReadMarker): Means {
  let marker = (): string | undefined => undefined
  const equip = (settings: Settings): Settings => {
    marker = () => read(settings.endpoint)
    return { ...settings, credentials: settings.credentials ?? 'include' }
  }
  return {
    equip,
    state() {
      const value = marker()
      if (value === undefined) return 'unknown'
      return value === '' ? 'signed-out' : 'signed-in'
    },
    mark: () => marker() ?? '',
    // Who was seen signed in stays so until the server says otherwise, whatever became of the marker.
    canRenew: (state) => marker() !== '' || state === 'signed-in',
    renew: (settings, signal) => renewCookies(equip(settings), signal),
    changed: cookiesChanged,
  }
}

/** The answer says nothing of its cookies, so the path has to. */
export const cookiesChanged: Means['changed'] = async (path) => {
  if (path === REFRESH) return 'renewed'
  if (signsIn(path)) return 'signed-in'
  return signsOut(path) ? 'signed-out' : undefined
}

/** What a browser has, and other runtimes' types know nothing of. */
interface Page {
  readonly document: { readonly cookie: string }
  readonly location: { readonly href: string; readonly hostname: string }
}

/** Pages of the server's own host see the marker; others, and workers, have to ask the server. */
function readMarker(endpoint: string): string | undefined {
  try {
    const { document, location } = globalThis as Partial<Page>
    if (document === undefined || location === undefined) return undefined
    if (new URL(endpoint, location.href).hostname !== location.hostname) return undefined
    return /(?:^|; )ld_signed_in=([^;]*)/.exec(document.cookie)?.[1] ?? ''
  } catch {
    return undefined
  }
}
