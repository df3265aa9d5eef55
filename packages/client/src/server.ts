import { createCaller } from './caller.ts'
import type { Loadout } from './generated/api.ts'
import { type ClientOptions, resolveOptions } from './options.ts'
import { createProxy } from './proxy.ts'
import { CookieJar } from './session/cookie-jar.ts'
import { cookiesChanged } from './session/cookie-session.ts'
import { LiveSession } from './session/live-session.ts'
import type { Means } from './session/means.ts'
import { renewCookies } from './session/renew-call.ts'
import { openAlone } from './session/tabs.ts'
import type { Settings } from './settings.ts'

export interface ServerClientOptions extends Omit<ClientOptions, 'session' | 'credentials'> {
  /** The visitor's `Cookie` header. */
  readonly cookies: string | null
  /** Called with every `Set-Cookie` header that is to reach the visitor's browser. */
  readonly onSetCookie?: ((cookie: string) => void) | undefined
}

export interface ServerClient extends Loadout {
  /** The `Set-Cookie` headers so far, to be passed on to the visitor's browser. */
  setCookies(): readonly string[]
}

/**
 * A client that calls for one visitor, for servers that render pages or run actions. Make one for every
 * request of a visitor: nothing is shared between two of them, neither cookies nor answers.
 */
export function createServerClient(options: ServerClientOptions): ServerClient {
  const jar = new CookieJar(options.cookies, options.onSetCookie)
  const session = new LiveSession(visitorMeans(jar), openAlone)
  const caller = createCaller(resolveOptions(options), session)
  return createProxy(caller, [], { setCookies: () => [...jar.received] }) as ServerClient
}

function visitorMeans(jar: CookieJar): Means {
  const equip = (settings: Settings): Settings => ({
    ...settings,
    fetch: jar.around(settings.fetch),
    // To changes made with cookies the server wants to know where they come from.
    headers: async () => ({
      origin: new URL(settings.endpoint).origin,
      ...(await settings.headers()),
    }),
  })
  return {
    equip,
    state: () => 'unknown',
    canRenew: () => jar.hasRefreshToken,
    renew: (settings, signal) => renewCookies(equip(settings), signal),
    changed: cookiesChanged,
  }
}
