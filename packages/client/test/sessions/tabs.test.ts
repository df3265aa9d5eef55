import { describe, expect, it } from 'vitest'
import type { Browser, Locks } from '../../src/session/tabs.ts'
import { ACCESS_MS, AuthServer } from '../support/auth-server.ts'
import { FakeLocks, fakeBrowser, fakeChannels, openTab, signInto } from '../support/browser.ts'
import { errorOf } from '../support/calls.ts'
import type { ChooseFate, Fate } from '../support/network.ts'
import { virtualTime } from '../support/virtual-time.ts'

interface Options extends Partial<Browser> {
  /** Pages see the marker, and it is another one after every renewal. */
  readonly seesMarker?: boolean
}

/** Tabs of a browser in which somebody is signed in, with an access token that has run out. */
async function expiredTabs(
  count: number,
  { seesMarker = false, ...browser }: Options = {},
  fate: ChooseFate = SLOW,
) {
  const time = virtualTime()
  const server = new AuthServer(
    () => time.now,
    () => String(time.now),
  )
  const whole = fakeBrowser(server, { browser, seesMarker })
  signInto(whole)
  const tabs = Array.from({ length: count }, () => openTab(whole, fate))
  await time.pass(ACCESS_MS)
  return { time, server, tabs, browser: whole }
}

/** Renewals take a while, so that tabs meet. */
const SLOW: ChooseFate = ({ paths }) =>
  paths[0] === 'auth.refresh' ? { toServerMs: 100, toClientMs: 100 } : undefined

const signedIn = { account: 'ana', input: null }

function refreshes(...fates: Fate[]): ChooseFate {
  return ({ paths }) => (paths[0] === 'auth.refresh' ? fates.shift() : undefined)
}

describe('tabs whose calls fail at the same time', () => {
  it.each<[string, Options]>([
    ['with locks and channels', {}],
    ['with news that come after the lock', { openChannel: fakeChannels(30) }],
    ['with locks alone, by the marker', { openChannel: undefined, seesMarker: true }],
  ])('renew once between them: %s', async (_name, browser) => {
    const { time, server, tabs } = await expiredTabs(4, browser)
    const answers = await time.run(Promise.all(tabs.map((tab) => tab.query('me'))))
    expect(answers).toEqual(tabs.map(() => signedIn))
    expect(server.renewals).toBe(1)
  })

  it.each<[string, Options]>([
    ['without locks', { locks: undefined }],
    ['with neither locks nor channels', { locks: undefined, openChannel: undefined }],
    ['where locks are refused', { locks: refusing() }],
  ])('all stay signed in: %s', async (_name, browser) => {
    const { time, server, tabs } = await expiredTabs(4, browser)
    const answers = await time.run(Promise.all(tabs.map((tab) => tab.query('me'))))
    expect(answers).toEqual(tabs.map(() => signedIn))
    // Sent at the same time with the same token: all get the same successor.
    expect(new Set(server.requestsOf('auth.refresh').map(tokenOf))).toEqual(new Set(['r.0.1']))
    await time.pass(ACCESS_MS)
    expect(await time.run(Promise.all(tabs.map((tab) => tab.query('me'))))).toEqual(answers)
    expect(tabs.map(({ session }) => session.state())).toEqual(tabs.map(() => 'signed-in'))
  })

  it('all stay signed in without locks: renewals that are too slow for two are given up', async () => {
    const { time, server, browser } = await expiredTabs(0, { locks: undefined })
    const first = openTab(browser, refreshes({ toClientMs: 7_000 })).query('me')
    await time.pass(6_900)
    const second = openTab(browser, refreshes({ toServerMs: 7_000 })).query('me')
    await time.run(Promise.allSettled([first, second]))
    await time.pass(20_000)
    expect(server.families.map(({ end }) => end)).toEqual([undefined])
  })

  it('renew again when the one before did not get through', async () => {
    const { time, tabs } = await expiredTabs(2, {}, refreshes({ end: 'hangs' }))
    expect(await time.run(Promise.all(tabs.map((tab) => tab.query('me'))))).toEqual([
      signedIn,
      signedIn,
    ])
  })
})

describe('a lock that is not given back', () => {
  it('is taken from a frozen tab, and neither it nor the others are signed out', async () => {
    const { time, server, tabs } = await expiredTabs(3, {}, refreshes({ frozenMs: 60_000 }))
    const [frozen, ...others] = tabs.map((tab) => tab.query('me', null, { timeoutMs: 90_000 }))
    await time.pass(1_000)
    expect(await time.run(Promise.all(others))).toEqual([signedIn, signedIn])
    expect(time.now - ACCESS_MS).toBeLessThan(15_000)
    expect(await time.run(Promise.resolve(frozen))).toEqual(signedIn)
    expect(tabs.map(({ session }) => session.state())).toEqual(tabs.map(() => 'signed-in'))
    expect(server.families.map(({ end }) => end)).toEqual([undefined])
  })

  it('is taken from a stranger who never gives it back', async () => {
    const locks = new FakeLocks()
    const { time, server, tabs } = await expiredTabs(2, { locks })
    const keepForEver = locks.request(
      'loadout https://api.test/trpc',
      {},
      () => new Promise(() => {}),
    )
    keepForEver.catch(() => {})
    const calls = tabs.map((tab) => tab.query('me', null, { timeoutMs: 60_000 }))
    expect(await time.run(Promise.all(calls))).toEqual([signedIn, signedIn])
    expect(server.families.map(({ end }) => end)).toEqual([undefined])
  })

  it('is not taken from tabs that take their turns one after the other', async () => {
    const locks = new FakeLocks()
    const hangs: Fate[] = [{ end: 'hangs' }, { end: 'hangs' }, { end: 'hangs' }]
    const { time, server, tabs } = await expiredTabs(5, { locks }, refreshes(...hangs))
    const calls = tabs.map((tab) => tab.query('me', null, { timeoutMs: 60_000 }))
    expect(await time.run(Promise.all(calls))).toEqual(tabs.map(() => signedIn))
    expect(time.now - ACCESS_MS).toBeGreaterThanOrEqual(24_000)
    expect(server.renewals).toBe(4)
  })

  it('leaves who was robbed to finish', async () => {
    const locks = new FakeLocks()
    const { time, server, tabs } = await expiredTabs(1, { locks }, refreshes({ toClientMs: 2_000 }))
    const call = Promise.all(tabs.map((tab) => tab.query('me')))
    await time.pass(500)
    void locks.request('loadout https://api.test/trpc', { steal: true }, async () => {})
    expect(await time.run(call)).toEqual([signedIn])
    expect(server.renewals).toBe(1)
  })
})

describe('other tabs', () => {
  it('hear of signing in and out', async () => {
    const { time, tabs } = await expiredTabs(3)
    const [tab] = tabs
    await time.run(Promise.resolve(tab?.mutate('auth.logout')))
    await time.run(Promise.resolve(tab?.mutate('auth.login', { account: 'bo' })))
    await time.pass(1)
    for (const { heard, session } of tabs) {
      expect(heard).toEqual(['signed-out', 'signed-in'])
      expect(session.state()).toBe('signed-in')
    }
  })

  it('find out that the session is over, even when one has just renewed it', async () => {
    const { time, server, browser, tabs } = await expiredTabs(1)
    const slow = openTab(browser, ({ paths }) =>
      paths[0] === 'me' ? { toServerMs: 1_000 } : undefined,
    )
    const call = errorOf(slow.query('me'))
    await time.run(Promise.resolve(tabs[0]?.query('me')))
    for (const family of server.families) family.end = 'signed-out'
    expect((await time.run(call)).code).toBe('SESSION_ENDED')
  })

  it('hear that the session is over', async () => {
    const { time, server, tabs } = await expiredTabs(2)
    for (const family of server.families) family.end = 'signed-out'
    await time.run(errorOf(Promise.resolve(tabs[0]?.query('me'))))
    await time.pass(1)
    expect(tabs.map(({ heard }) => heard.at(-1))).toEqual(['signed-out', 'signed-out'])
  })

  it('do not make a change in the name of who signed in meanwhile', async () => {
    const { time, server, tabs } = await expiredTabs(2, {}, ({ paths }) =>
      paths[0] === 'change' ? { toClientMs: 3_000 } : undefined,
    )
    const change = errorOf(Promise.resolve(tabs[0]?.mutate('change')))
    await time.run(Promise.resolve(tabs[1]?.mutate('auth.login', { account: 'bo' })))
    expect((await time.run(change)).code).toBe('UNAUTHENTICATED')
    expect(server.changes).toEqual([])
  })

  it('find out by the server where no news come from', async () => {
    const { time, browser, tabs } = await expiredTabs(1, { openChannel: undefined })
    const other = openTab(browser)
    await time.run(other.mutate('auth.logout'))
    expect((await time.run(errorOf(Promise.resolve(tabs[0]?.query('me'))))).code).toBe(
      'SESSION_ENDED',
    )
    expect(tabs[0]?.session.state()).toBe('signed-out')
  })

  it('are not told what strangers say', async () => {
    const openChannel = fakeChannels()
    const { time, tabs } = await expiredTabs(1, { openChannel })
    const stranger = openChannel('loadout https://api.test/trpc')
    for (const message of ['hello', null, { type: 'signed-out' }, 7]) stranger.postMessage(message)
    await time.pass(1)
    expect(tabs[0]?.heard).toEqual([])
  })

  it('with late news of a renewal do not undo a sign-out', async () => {
    const openChannel = fakeChannels()
    const { time, tabs } = await expiredTabs(1, { openChannel })
    await time.run(Promise.resolve(tabs[0]?.mutate('auth.logout')))
    openChannel('loadout https://api.test/trpc').postMessage('renewed')
    await time.pass(1)
    expect(tabs[0]?.session.state()).toBe('signed-out')
  })
})

function refusing(): Locks {
  const refuse = () => Promise.reject(new DOMException('no locks here', 'SecurityError'))
  return { request: refuse, query: refuse }
}

function tokenOf({ cookies }: { readonly cookies: ReadonlyMap<string, string> }) {
  return cookies.get('ld_rt')
}
