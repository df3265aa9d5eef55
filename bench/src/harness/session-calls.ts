import type { OpenSession, Person } from './fill-people.ts'
import { openRaw, type RawAnswer, rawRequest } from './raw-http.ts'

/** Somebody signs in: 'done', or 'busy' when the server refuses to look (AUTH_BUSY) and says when to come again (Retry-After). Throws for anything else. */
export type SignIn = (person: Person) => Promise<'done' | 'busy'>

/** As a page of the API's own origin calls it. */
const pageHeaders = (base: string) => ({
  'content-type': 'application/json',
  origin: base,
  'sec-fetch-site': 'same-origin',
  'user-agent': 'bench',
})

export function openSignIn(base: string): SignIn & Disposable {
  const client = openRaw(base)
  const signIn = async (person: Person) => {
    const request = rawRequest(`${base}/trpc/auth.login`, {
      ...{ method: 'POST', headers: pageHeaders(base), body: JSON.stringify(person) },
    })
    const { status, head, body } = await client.send(request)
    if (status === 200) return 'done'
    const saysWhen = /\r\nretry-after: *[1-9]/i.test(head)
    if (status === 503 && saysWhen && body.includes('AUTH_BUSY')) return 'busy'
    throw new Error(`auth.login answered ${status}: ${body}`)
  }
  return Object.assign(signIn, { [Symbol.dispose]: () => client[Symbol.dispose]() })
}

/** Renews a session by its cookie, and keeps the cookie that comes back. Throws unless there is a new one. */
export type Refresh = (session: OpenSession) => Promise<void>

export function openRefresh(base: string): Refresh & Disposable {
  const client = openRaw(base)
  const refresh = async (session: OpenSession) => {
    const cookie = `ld_signed_in=1; ld_rt=${session.refreshToken}`
    const request = rawRequest(`${base}/trpc/auth.refresh`, {
      ...{ method: 'POST', headers: { ...pageHeaders(base), cookie }, body: '{}' },
    })
    const token = newToken(await client.send(request))
    if (token === session.refreshToken) throw new Error('the session was not due')
    session.refreshToken = token
  }
  return Object.assign(refresh, { [Symbol.dispose]: () => client[Symbol.dispose]() })
}

/** Throws unless the answer sets a refresh token. */
export function newToken({ status, head, body }: RawAnswer): string {
  const token = /\r\nset-cookie: ld_rt=(\w+);/i.exec(head)?.[1]
  if (status !== 200 || token === undefined)
    throw new Error(`auth.refresh answered ${status}: ${body}`)
  return token
}
