import { describe, expect, it } from 'vitest'
import { createServerClient, type ServerClientOptions } from '../../src/server.ts'
import type { Fetch } from '../../src/settings.ts'
import { ACCESS_MS, AuthServer, type Grant } from '../support/auth-server.ts'
import { errorOf } from '../support/calls.ts'
import { networkOf } from '../support/network.ts'
import { virtualTime } from '../support/virtual-time.ts'

/** The part of a client that these tests call, whose paths the real contract does not have. */
interface Raw {
  readonly me: { query(input?: unknown): Promise<unknown> }
  readonly change: { mutate(input?: unknown): Promise<unknown> }
  readonly auth: Record<'login' | 'logout', { mutate(input?: unknown): Promise<unknown> }>
  setCookies(): readonly string[]
}

function setUp() {
  const time = virtualTime()
  const server = new AuthServer(() => time.now)
  const sent: Headers[] = []
  const network = networkOf(server)
  const fetch: Fetch = (url, init) => {
    sent.push(new Headers(init.headers))
    return network(url, init)
  }
  const clientOf = (cookies: string | null, options: Partial<ServerClientOptions> = {}): Raw =>
    Object(createServerClient({ url: 'https://api.test', fetch, cookies, ...options }))
  return { time, server, sent, clientOf }
}

/** What a browser sends to a page, or, `withRefresh`, to the path of the refresh. */
function cookiesOf({ accessToken, refreshToken }: Grant, withRefresh = false): string {
  const refresh = withRefresh ? `; ld_rt=${refreshToken}` : ''
  return `theme=dark; ld_at=${accessToken}; ld_signed_in=1${refresh}`
}

describe('the client of a visitor', () => {
  it('calls with the cookies of the visitor, and says where changes come from', async () => {
    const { time, server, sent, clientOf } = setUp()
    const client = clientOf(cookiesOf(server.signIn('ana')), { headers: { 'x-app': 'site' } })
    expect(await time.run(client.me.query())).toMatchObject({ account: 'ana' })
    expect(Object.fromEntries(sent[0] ?? [])).toEqual({
      cookie: 'theme=dark; ld_at=eyJ.0.1.0; ld_signed_in=1',
      origin: 'https://api.test',
      'x-app': 'site',
    })
  })

  it('shares neither cookies nor answers with that of another visitor', async () => {
    const { time, server, clientOf } = setUp()
    const visitors = ['ana', 'bo'].map((name) => clientOf(cookiesOf(server.signIn(name))))
    const guests = [clientOf(null), clientOf('')]
    const [known, unknown] = await time.run(
      Promise.all([
        Promise.all(visitors.map((client) => client.me.query())),
        Promise.all(guests.map((client) => errorOf(client.me.query()))),
      ]),
    )
    expect(known).toMatchObject([{ account: 'ana' }, { account: 'bo' }])
    expect(unknown.map(({ code }) => code)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED'])
    expect(server.requestsOf('me')).toHaveLength(4)
    expect(server.renewals).toBe(0)
  })

  it('leaves an access token that has run out to the browser, which alone has the other', async () => {
    const { time, server, clientOf } = setUp()
    const client = clientOf(cookiesOf(server.signIn('ana')))
    await time.pass(ACCESS_MS)
    expect((await time.run(errorOf(client.me.query()))).code).toBe('UNAUTHENTICATED')
    expect([server.renewals, client.setCookies()]).toEqual([0, []])
  })

  it('renews where the refresh token came along, and hands the cookies on', async () => {
    const { time, server, clientOf } = setUp()
    const told: string[] = []
    const onSetCookie = (cookie: string): void => {
      told.push(cookie)
    }
    const client = clientOf(cookiesOf(server.signIn('ana'), true), { onSetCookie })
    await time.pass(ACCESS_MS)
    const calls = [client.me.query(1), client.me.query(2), client.change.mutate(3)]
    expect(await time.run(Promise.all(calls))).toMatchObject(
      [1, 2, 3].map(() => ({ account: 'ana' })),
    )
    expect(server.renewals).toBe(1)
    expect(client.setCookies().map((cookie) => cookie.split('=')[0])).toEqual([
      'ld_at',
      'ld_rt',
      'ld_signed_in',
    ])
    expect(told).toEqual(client.setCookies())
  })

  it('shows the refresh token to the two calls that need it', async () => {
    const { time, server, sent, clientOf } = setUp()
    const client = clientOf(cookiesOf(server.signIn('ana'), true))
    await time.pass(ACCESS_MS)
    await time.run(client.me.query())
    await time.run(client.auth.logout.mutate())
    const shown = server.requests.map(({ paths }, index) => [
      paths[0],
      sent[index]?.get('cookie')?.includes('ld_rt='),
    ])
    expect(shown).toEqual([
      ['me', false],
      ['auth.refresh', true],
      ['me', false],
      ['auth.logout', true],
    ])
  })

  it('is signed in by an action, and out again, for the calls that follow', async () => {
    const { time, clientOf } = setUp()
    const client = clientOf(null)
    await time.run(client.auth.login.mutate({ account: 'ana' }))
    expect(await time.run(client.me.query())).toMatchObject({ account: 'ana' })
    await time.run(client.auth.logout.mutate())
    expect((await time.run(errorOf(client.me.query()))).code).toBe('UNAUTHENTICATED')
    expect(client.setCookies()).toHaveLength(6)
  })

  it('of a session that is over hears so, and hands on that the cookies go', async () => {
    const { time, server, clientOf } = setUp()
    const client = clientOf(cookiesOf(server.signIn('ana'), true))
    for (const family of server.families) family.end = 'stolen'
    expect((await time.run(errorOf(client.me.query()))).code).toBe('SESSION_ENDED')
    expect(client.setCookies().every((cookie) => cookie.includes('Max-Age=0'))).toBe(true)
  })

  it('may say another origin, where the server lists that one', async () => {
    const { time, sent, clientOf } = setUp()
    const client = clientOf(null, { headers: () => ({ origin: 'https://site.test' }) })
    await time.run(errorOf(client.me.query()))
    expect(sent[0]?.get('origin')).toBe('https://site.test')
  })
})
