import { describe, expect, it } from 'vitest'
import { createServerClient } from '../../src/server.ts'
import { openAlone } from '../../src/session/tabs.ts'
import { createTokenSession, type SessionTokens } from '../../src/session/token-session.ts'
import type { Fetch } from '../../src/settings.ts'
import { ACCESS_MS, AuthServer } from '../support/auth-server.ts'
import { fakeBrowser, openTab, signInto } from '../support/browser.ts'
import { rawClient } from '../support/calls.ts'
import { EventServer } from '../support/event-server.ts'
import { networkOf } from '../support/network.ts'
import { CHANNELS, nth, resync, start, takeAll } from '../support/streams.ts'
import { virtualTime } from '../support/virtual-time.ts'

/** A server of both, sessions and streams; a stream is for those who are signed in. */
function setUp() {
  const time = virtualTime()
  const server = new AuthServer(() => time.now)
  const streams = new EventServer(() => time.now)
  const through =
    (network: Fetch): Fetch =>
    async (url, init) => {
      if (!url.includes('/trpc/live.events')) return await network(url, init)
      const proof = await network(url.replace(/live\.events.*/, 'me'), init)
      return proof.ok ? await streams.fetch(url, init) : proof
    }
  return { time, server, streams, through }
}

type Client = Pick<ReturnType<typeof rawClient>, 'subscribe'>

const listen = (client: Client) => takeAll(client.subscribe('live.events', CHANNELS))

/** A page of a browser in which somebody is signed in. */
function signedInPage() {
  const { through, ...all } = setUp()
  const browser = fakeBrowser(all.server)
  signInto(browser)
  const open = () => openTab(browser, undefined, undefined, through)
  return { ...all, browser, open, tab: open() }
}

/** An app that has tokens. */
function app() {
  const { time, server, streams, through } = setUp()
  let kept: SessionTokens | null = null
  const session = createTokenSession(openAlone, {
    load: () => kept,
    save: (tokens) => {
      kept = tokens
    },
  })
  const client = rawClient({ url: 'https://api.test', session, fetch: through(networkOf(server)) })
  return { time, server, streams, client }
}

describe('with cookies', () => {
  it('a stream that the access token is too old for is opened with a new one', async () => {
    const { time, server, streams, tab } = signedInPage()
    await time.pass(ACCESS_MS)
    const { events } = listen(tab)
    const call = tab.query('me')
    expect(await time.run(call)).toMatchObject({ account: 'ana' })
    await time.pass(0)
    expect([events, server.renewals, streams.lines.length]).toEqual([[start], 1, 1])
  })

  it('a stream that ends with its token goes on with the next, without a gap', async () => {
    const { time, server, streams, tab } = signedInPage()
    const { events } = listen(tab)
    await time.pass(0)
    while (time.now < ACCESS_MS) {
      streams.last.ping()
      await time.pass(15_000)
    }
    streams.last.tell(...nth(1))
    streams.last.end()
    await time.pass(1_000)
    expect([server.renewals, streams.last.input.lastEventId]).toEqual([1, '7.1'])
    expect(events).toEqual([start, { type: 'unread', n: 1 }])
  })

  it('a stream whose session is over ends with that', async () => {
    const { time, server, streams, tab } = signedInPage()
    const { done } = listen(tab)
    await time.pass(0)
    for (const family of server.families) family.end = 'stolen'
    streams.last.end()
    expect(await time.run(done)).toMatchObject({ ok: false, error: { code: 'SESSION_ENDED' } })
    await time.pass(0)
    expect([streams.lines.length, time.waiting]).toEqual([1, 0])
  })

  it('a stream whose tokens cannot be renewed for now comes back when they can', async () => {
    const { time, server, streams, browser, tab } = signedInPage()
    const { events } = listen(tab)
    await time.pass(0)
    await time.pass(ACCESS_MS)
    const cookies = new Map(browser.jar)
    let isDown = true
    const { handle } = server
    server.handle = (request) => {
      const isRefresh = request.paths[0] === 'auth.refresh'
      if (!isDown || !isRefresh) return handle.call(server, request)
      const data = { appCode: 'UNAVAILABLE', httpStatus: 503, retryable: true }
      return { status: 503, body: { error: { message: 'no', data } }, cookies: new Map() }
    }
    streams.last.end()
    await time.pass(60_000)
    expect([streams.open.length, browser.jar]).toEqual([0, cookies])
    isDown = false
    await time.pass(30_000)
    expect([streams.open.length, events]).toEqual([1, [start]])
  })

  it('somebody else who signs in has a stream of their own, and is told to load anew', async () => {
    const { time, streams, tab } = signedInPage()
    const { events } = listen(tab)
    await time.pass(0)
    const before = streams.last
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    await time.pass(0)
    before.tell(...nth(1))
    expect([before.isOpen, streams.lines.length]).toEqual([false, 2])
    expect(streams.last.input).toEqual(CHANNELS)
    streams.last.tell(...nth(2))
    await time.pass(0)
    expect(events).toEqual([start, resync, { type: 'unread', n: 2 }])
  })

  it('what was told to one is not taken by another', async () => {
    const { time, streams, tab } = signedInPage()
    const stream = tab.subscribe('live.events', CHANNELS)
    expect((await time.run(stream.next())).value).toEqual(start)
    streams.last.tell(...nth(1))
    await time.pass(0)
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    const told: unknown[] = [(await time.run(stream.next())).value]
    streams.last.tell(...nth(2))
    told.push((await time.run(stream.next())).value)
    expect(told).toEqual([resync, { type: 'unread', n: 2 }])
    await stream.return()
  })

  it('another tab that signs somebody else in counts as well', async () => {
    const { time, streams, tab, open } = signedInPage()
    const { events } = listen(tab)
    await time.pass(0)
    const other = open()
    await time.run(other.mutate('auth.login', { account: 'bo' }))
    await time.pass(10)
    expect([streams.open.length, streams.lines.length]).toEqual([1, 2])
    expect(events).toEqual([start, resync])
  })

  it('who signs out is told no more', async () => {
    const { time, streams, tab } = signedInPage()
    const { events, done } = listen(tab)
    await time.pass(0)
    await time.run(tab.mutate('auth.logout'))
    expect(await time.run(done)).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } })
    expect([events, streams.open.length]).toEqual([[start], 0])
  })

  it('one who comes after somebody else has signed in begins as that one', async () => {
    const { time, streams, tab } = signedInPage()
    const { events } = listen(tab)
    await time.pass(0)
    streams.last.tell(...nth(1))
    await time.pass(0)
    const late = tab.mutate('auth.login', { account: 'bo' }).then(() => listen(tab))
    const { events: own } = await time.run(late)
    await time.pass(0)
    expect([events, own]).toEqual([[start, { type: 'unread', n: 1 }, resync], [start]])
  })
})

describe('with tokens', () => {
  it('a stream is opened with the token, and with the next one when that is over', async () => {
    const { time, server, streams, client } = app()
    await time.run(client.mutate('auth.login', { account: 'ana' }))
    const { events } = listen(client)
    await time.pass(0)
    expect(streams.last.headers.get('authorization')).toBe('Bearer eyJ.0.1.0')
    await time.pass(ACCESS_MS)
    streams.last.end()
    await time.pass(2_000)
    expect(streams.last.headers.get('authorization')).toMatch(/^Bearer eyJ\.0\.2\./)
    expect(streams.last.input.lastEventId).toBe('7.0')
    expect([events, server.renewals]).toEqual([[start], 1])
  })

  it('a stream whose session is over is not opened as nobody', async () => {
    const { time, server, streams, client } = app()
    await time.run(client.mutate('auth.login', { account: 'ana' }))
    const { done } = listen(client)
    await time.pass(0)
    for (const family of server.families) family.end = 'signed-out'
    streams.last.end()
    expect(await time.run(done)).toMatchObject({ ok: false, error: { code: 'SESSION_ENDED' } })
    expect(streams.lines).toHaveLength(1)
  })

  it('nobody has a stream', async () => {
    const { time, client } = app()
    const outcome = await time.run(listen(client).done)
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } })
  })
})

describe('of a visitor, on a server', () => {
  it('a stream is opened with the cookies of the visitor', async () => {
    const { time, server, streams, through } = setUp()
    const { accessToken } = server.signIn('ana')
    const client = createServerClient({
      url: 'https://api.test',
      cookies: `ld_at=${accessToken}`,
      fetch: through(networkOf(server)),
    })
    const { events, stream, done } = takeAll(
      client.live.events.subscribe({ channels: ['notifications'] }),
    )
    await time.pass(0)
    expect(events).toEqual([start])
    expect(streams.last.headers.get('cookie')).toBe(`ld_at=${accessToken}`)
    await time.run(stream.return())
    expect(await time.run(done)).toMatchObject({ ok: true })
  })
})
