/** What `fetch` and an app have in common. */
export type Send = (url: string, init: RequestInit) => Response | Promise<Response>

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly isSecure: boolean
}

/** A browser as far as cookies go (RFC 6265): it keeps them by name and path, and sends those that fit. */
export interface Browser {
  /** Calls a procedure, or several in a batch, as a page of the site does. */
  call(path: string, input?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  send(url: string, init?: RequestInit): Promise<Response>
  /** By name; of two with the same name, the one for this path. */
  cookie(name: string, path?: string): string | undefined
  names(): readonly string[]
  /** As if its time were up. */
  drop(name: string): void
  /** Puts a cookie back, as a thief or a page could. */
  put(name: string, value: string, path?: string): void
}

export function openBrowser(send: Send, site: string): Browser {
  let jar: Cookie[] = []
  const { origin, protocol } = new URL(site)

  function keep(line: string, now: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', ...value] = pair.split('=')
    const of = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const path = of('path') ?? now
    jar = jar.filter((cookie) => cookie.name !== name || cookie.path !== path)
    const expires = of('expires')
    const isOver =
      of('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now())
    const isSecure = attributes.includes('Secure')
    if (name.startsWith('__') && !isSecure) throw new Error(`no browser takes ${line}`)
    if (name.startsWith('__Host-') && path !== '/') throw new Error(`no browser takes ${line}`)
    if (!isOver) jar.push({ name, value: value.join('='), path, isSecure })
  }

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url, site)
    const sent = jar
      .filter(({ path }) => fits(pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
    const headers = new Headers(init.headers)
    if (sent.length > 0) headers.set('cookie', sent.join('; '))
    const response = await send(new URL(url, site).href, { ...init, headers })
    for (const line of response.headers.getSetCookie()) keep(line, pathname)
    return response
  }

  return {
    send: request,
    call: (path, input = {}, headers = {}) =>
      request(`/trpc/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...headers },
        body: JSON.stringify(input),
      }),
    cookie: (name, path = '/') =>
      jar.find((cookie) => cookie.name === name && fits(path, cookie.path))?.value,
    names: () => [...new Set(jar.map(({ name }) => name))].toSorted(),
    drop(name) {
      jar = jar.filter((cookie) => cookie.name !== name)
    },
    put(name, value, path = '/') {
      jar = jar.filter((cookie) => cookie.name !== name || cookie.path !== path)
      jar.push({ name, value, path, isSecure: protocol === 'https:' })
    },
  }
}

/** RFC 6265, 5.1.4. */
function fits(pathname: string, path: string): boolean {
  if (pathname === path) return true
  return pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
