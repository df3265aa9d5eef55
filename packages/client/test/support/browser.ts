import { createCookieSession } from '../../src/session/cookie-session.ts'
import type { AuthState, Session } from '../../src/session/session.ts'
import { type Browser, type Channel, type Locks, tabsOf } from '../../src/session/tabs.ts'
import type { Fetch } from '../../src/settings.ts'
import type { AuthServer } from './auth-server.ts'
import { rawClient } from './calls.ts'
import { type ChooseFate, type Jar, networkOf } from './network.ts'

type Request = Parameters<Locks['request']>

/** Web Locks of one origin, by the rules of the standard. */
export class FakeLocks implements Locks {
  readonly #waiting: { name: string; grant: () => void }[] = []
  readonly #held = new Map<string, { clientId: string; rob: () => void }>()
  #grants = 0

  async query() {
    return { held: [...this.#held].map(([name, { clientId }]) => ({ name, clientId })) }
  }

  request(...[name, options, task]: Request): Promise<unknown> {
    if (options.ifAvailable && this.#held.has(name)) return Promise.resolve(task(null))
    return new Promise((resolve, reject) => {
      const grant = (): void => {
        this.#grants += 1
        const clientId = String(this.#grants)
        const holder = { clientId, rob: () => reject(new DOMException('stolen', 'AbortError')) }
        this.#held.set(name, holder)
        Promise.resolve()
          .then(() => task({}))
          .then(resolve, reject)
          .finally(() => this.#release(name, holder))
      }
      if (options.steal) this.#held.get(name)?.rob()
      if (options.steal || !this.#held.has(name)) return grant()
      const waiting = { name, grant }
      this.#waiting.push(waiting)
      options.signal?.addEventListener('abort', () => {
        const index = this.#waiting.indexOf(waiting)
        if (index < 0) return
        this.#waiting.splice(index, 1)
        reject(options.signal?.reason)
      })
    })
  }

  #release(name: string, holder: object): void {
    if (this.#held.get(name) !== holder) return
    this.#held.delete(name)
    const index = this.#waiting.findIndex((waiting) => waiting.name === name)
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.grant()
  }
}

/** Broadcast channels of one origin; a message takes `delayMs`. */
export function fakeChannels(delayMs = 0): (name: string) => Channel {
  const open: { name: string; hear: ((event: { data: unknown }) => void)[] }[] = []
  return (name) => {
    const own = { name, hear: [] as ((event: { data: unknown }) => void)[] }
    open.push(own)
    return {
      addEventListener: (_type, listener) => own.hear.push(listener),
      postMessage(data) {
        const others = open.filter((channel) => channel !== own && channel.name === name)
        setTimeout(() => {
          for (const { hear } of others) for (const listener of hear) listener({ data })
        }, delayMs)
      },
    }
  }
}

export interface FakeBrowser {
  readonly server: AuthServer
  readonly jar: Jar
  readonly browser: Browser
  /** Whether pages can read the marker. */
  readonly seesMarker: boolean
}

/** A browser with locks, channels and a readable marker, unless told otherwise. */
export function fakeBrowser(
  server: AuthServer,
  {
    jar = new Map(),
    browser = {},
    seesMarker = true,
  }: Partial<Omit<FakeBrowser, 'browser'>> & {
    readonly browser?: Partial<Browser>
  } = {},
): FakeBrowser {
  const whole: Browser = { locks: new FakeLocks(), openChannel: fakeChannels(), ...browser }
  return { server, jar, browser: whole, seesMarker }
}

export interface Tab extends ReturnType<typeof rawClient> {
  readonly session: Session
  /** What its listener was told. */
  readonly heard: AuthState[]
}

/** A page with a client of its own. */
export function openTab(
  { server, jar, browser, seesMarker }: FakeBrowser,
  fate?: ChooseFate,
  session = createCookieSession(tabsOf(browser), () =>
    seesMarker ? (jar.get('ld_signed_in') ?? '') : undefined,
  ),
  through: (network: Fetch) => Fetch = (network) => network,
): Tab {
  const fetch = through(networkOf(server, jar, fate))
  const client = rawClient({ url: 'https://api.test', session, fetch })
  const heard: AuthState[] = []
  session.onAuthChange((state) => heard.push(state))
  return { ...client, session, heard }
}

/** Signs somebody in before the first page is open. */
export function signInto({ server, jar }: FakeBrowser, account = 'ana', marker = '1'): void {
  const { accessToken, refreshToken } = server.signIn(account)
  jar.set('ld_at', accessToken)
  jar.set('ld_rt', refreshToken)
  jar.set('ld_signed_in', marker)
}
