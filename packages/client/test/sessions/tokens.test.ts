import { describe, expect, it } from 'vitest'
import { openAlone, tabsOf } from '../../src/session/tabs.ts'
import {
  createTokenSession,
  type SessionTokens,
  type TokenStore,
  tokenSession,
} from '../../src/session/token-session.ts'
import { ACCESS_MS, AuthServer } from '../support/auth-server.ts'
import { FakeLocks, fakeChannels } from '../support/browser.ts'
import { errorOf, rawClient } from '../support/calls.ts'
import { type ChooseFate, networkOf } from '../support/network.ts'
import { virtualTime } from '../support/virtual-time.ts'

interface Memory extends TokenStore {
  held: SessionTokens | null
}

/** A store that takes its time, as those of phones do. */
function memory(held: SessionTokens | null = null): Memory {
  return {
    held,
    async load() {
      return this.held
    },
    async save(tokens) {
      this.held = tokens
    },
  }
}

function app(
  server: AuthServer,
  store: TokenStore,
  { fate, openTabs = openAlone }: { fate?: ChooseFate; openTabs?: typeof openAlone } = {},
) {
  const session = createTokenSession(openTabs, store)
  const heard: string[] = []
  session.onAuthChange((state) => heard.push(state))
  const fetch = networkOf(server, undefined, fate)
  return { session, heard, ...rawClient({ url: 'https://api.test', session, fetch }) }
}

/** An app that somebody has signed in to. */
async function signedInApp(store: Memory = memory(), fate?: ChooseFate) {
  const time = virtualTime()
  const server = new AuthServer(() => time.now)
  const client = app(server, store, fate === undefined ? {} : { fate })
  await time.run(client.mutate('auth.login', { account: 'ana' }))
  return { time, server, store, client }
}

const ana = { account: 'ana', input: null }

describe('signing in', () => {
  it('asks for tokens, keeps them and sends them with every call', async () => {
    const { time, server, store, client } = await signedInApp()
    expect(server.requestsOf('auth.login')[0]?.inputs).toEqual([{ account: 'ana', tokens: true }])
    expect(store.held).toMatchObject({ refreshToken: 'r.0.1', expiresIn: ACCESS_MS / 1000 })
    expect(await time.run(client.query('me'))).toEqual(ana)
    expect(client.heard).toEqual(['signed-out', 'signed-in'])
  })

  it('lasts beyond the end of the app', async () => {
    const { time, server, store } = await signedInApp()
    const next = app(server, store)
    expect(next.session.state()).toBe('unknown')
    expect(await time.run(next.query('me'))).toEqual(ana)
    expect([next.session.state(), next.heard]).toEqual(['signed-in', ['signed-in']])
  })

  it('ends with signing out', async () => {
    const { time, server, store, client } = await signedInApp()
    await time.run(client.mutate('auth.logout'))
    expect([store.held, client.session.state()]).toEqual([null, 'signed-out'])
    expect(server.families.map(({ end }) => end)).toEqual(['signed-out'])
    expect((await time.run(errorOf(client.query('me')))).code).toBe('UNAUTHENTICATED')
    expect(server.renewals).toBe(0)
  })

  it('is not hindered by tokens that are over', async () => {
    const { time, server, client } = await signedInApp()
    for (const family of server.families) family.end = 'signed-out'
    await time.run(client.mutate('auth.login', { account: 'bo' }))
    expect(await time.run(client.query('me'))).toMatchObject({ account: 'bo' })
  })
})

describe('tokens that run out', () => {
  it('are renewed while they are still good, without holding calls up', async () => {
    const { time, server, store, client } = await signedInApp(memory(), ({ paths }) =>
      paths[0] === 'auth.refresh' ? { toClientMs: 3_000 } : undefined,
    )
    await time.pass(ACCESS_MS * 0.9)
    const start = time.now
    expect(await time.run(Promise.all([client.query('me'), client.mutate('change')]))).toEqual([
      ana,
      ana,
    ])
    expect(time.now - start).toBe(0)
    await time.pass(5_000)
    expect([server.renewals, store.held?.refreshToken]).toEqual([1, 'r.0.2'])
  })

  it('are renewed before the call once they have run out', async () => {
    const { time, server, client } = await signedInApp()
    await time.pass(ACCESS_MS)
    await time.run(Promise.all([client.query('me'), client.mutate('change')]))
    expect(server.requests.map(({ paths }) => paths[0])).toEqual([
      'auth.login',
      'auth.refresh',
      'me',
      'change',
    ])
  })

  it.each([-86_400_000, 86_400_000])(
    'are measured by this device, whose clock is off by %i ms',
    async (clockErrorMs) => {
      const time = virtualTime()
      time.clockErrorMs = clockErrorMs
      const server = new AuthServer(() => time.now)
      const client = app(server, memory())
      await time.run(client.mutate('auth.login', { account: 'ana' }))
      await time.run(client.query('me'))
      expect(server.renewals).toBe(0)
      await time.pass(ACCESS_MS)
      await time.run(client.query('me'))
      expect([server.renewals, server.requestsOf('me').length]).toEqual([1, 2])
    },
  )

  it.each([-86_400_000, 86_400_000])(
    'are renewed at most once too often when that clock is set by %i ms',
    async (change) => {
      const { time, server, client } = await signedInApp()
      time.clockErrorMs = change
      for (let n = 0; n < 5; n += 1) await time.run(client.query('me'))
      expect(server.renewals).toBeLessThanOrEqual(1)
      await time.pass(ACCESS_MS)
      expect(await time.run(client.query('me'))).toEqual(ana)
      expect(server.renewals).toBeLessThanOrEqual(2)
    },
  )

  it('are renewed without being sent along', async () => {
    const { time, server, client } = await signedInApp()
    await time.pass(ACCESS_MS)
    await time.run(client.query('me'))
    expect(server.requestsOf('auth.refresh')).toMatchObject([
      { bearer: undefined, inputs: [{ refreshToken: 'r.0.1' }] },
    ])
  })

  it('are asked for with the same token after a lost answer', async () => {
    const fates = [{ end: 'lost' }, { end: 'hangs' }] as const
    const left = [...fates]
    const { time, server, client } = await signedInApp(memory(), ({ paths }) =>
      paths[0] === 'auth.refresh' ? left.shift() : undefined,
    )
    await time.pass(ACCESS_MS)
    expect(await time.run(client.query('me', null, { timeoutMs: 60_000 }))).toEqual(ana)
    expect(server.requestsOf('auth.refresh').map(({ inputs }) => inputs[0])).toEqual([
      { refreshToken: 'r.0.1' },
      { refreshToken: 'r.0.1' },
      { refreshToken: 'r.0.1' },
    ])
  })

  it('are an error when the server answers without new ones', async () => {
    const empty = Response.json({ result: { data: { tokens: null } } })
    const { time, client } = await signedInApp(memory(), ({ paths }) =>
      paths[0] === 'auth.refresh' ? { end: empty } : undefined,
    )
    await time.pass(ACCESS_MS)
    expect((await time.run(errorOf(client.query('me')))).code).toBe('BAD_RESPONSE')
    expect(client.session.state()).toBe('signed-in')
  })
})

describe('a session that the server has ended', () => {
  it('still reads what is public, and makes no changes in the name of nobody', async () => {
    const { time, server, store, client } = await signedInApp()
    for (const family of server.families) family.end = 'signed-out'
    const [open, me, change] = await time.run(
      Promise.all([
        client.query('open'),
        errorOf(client.query('me')),
        errorOf(client.mutate('change')),
      ]),
    )
    expect(open).toEqual({ account: null })
    expect([me.code, change.code]).toEqual(['SESSION_ENDED', 'SESSION_ENDED'])
    expect([store.held, client.heard.at(-1), server.renewals]).toEqual([null, 'signed-out', 1])
  })
})

describe('the store', () => {
  it('that fails to save does not end the session of this process', async () => {
    const store: Memory = {
      ...memory(),
      save: () => Promise.reject(new Error('key chain locked')),
    }
    const { time, server, client } = await signedInApp(store)
    for (let n = 1; n <= 3; n += 1) {
      await time.pass(ACCESS_MS)
      expect(await time.run(client.query('me'))).toEqual(ana)
      expect(server.renewals).toBe(n)
    }
  })

  it('that fails to load fails the call as what it is, and signs nobody out', async () => {
    const { time, server, store } = await signedInApp()
    let isLocked = true
    const client = app(server, {
      load: () => {
        if (isLocked) throw new Error('key chain locked')
        return store.held
      },
      save: () => {},
    })
    const error = await time.run(errorOf(client.query('me')))
    expect(error).toMatchObject({ code: 'NETWORK', cause: new Error('key chain locked') })
    expect([client.session.state(), client.heard]).toEqual(['unknown', []])
    isLocked = false
    expect(await time.run(client.query('me'))).toEqual(ana)
  })

  it('that was emptied by others signs out without asking', async () => {
    const { time, server, store, client } = await signedInApp()
    store.held = null
    await time.pass(ACCESS_MS)
    expect((await time.run(errorOf(client.query('me')))).code).toBe('UNAUTHENTICATED')
    expect([server.renewals, client.session.state()]).toEqual([0, 'signed-out'])
  })

  it('that holds the tokens of a later session by now gives those', async () => {
    const { time, server, store, client } = await signedInApp()
    const other = app(server, store)
    await time.run(other.mutate('auth.login', { account: 'bo' }))
    for (const family of server.families.slice(0, 1)) family.end = 'signed-out'
    expect(await time.run(client.query('me'))).toMatchObject({ account: 'bo' })
    expect(store.held?.refreshToken).toBe('r.1.1')
  })

  it('that got the tokens of a later session during a renewal keeps those', async () => {
    const { time, server, store, client } = await signedInApp(memory(), ({ paths }) =>
      paths[0] === 'auth.refresh' ? { toClientMs: 3_000 } : undefined,
    )
    const other = app(server, store)
    for (const family of server.families) family.end = 'signed-out'
    const me = client.query('me')
    await time.pass(1_000)
    await time.run(other.mutate('auth.login', { account: 'bo' }))
    expect(await time.run(me)).toMatchObject({ account: 'bo' })
    expect([store.held?.refreshToken, client.session.state()]).toEqual(['r.1.1', 'signed-in'])
  })

  it('has new tokens before any call is made with them', async () => {
    const held = memory()
    const slow: Memory = {
      ...held,
      async save(tokens) {
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        this.held = tokens
      },
    }
    const { time, server, client } = await signedInApp(slow)
    await time.pass(ACCESS_MS * 0.9)
    await time.run(client.query('me', 1))
    await time.pass(500)
    await time.run(client.query('me', 2))
    await time.pass(1_000)
    await time.run(client.query('me', 3))
    const generations = server.requestsOf('me').map(({ bearer }) => bearer?.split('.')[2])
    expect(generations).toEqual(['1', '1', '2'])
  })

  it('is not overwritten by what was read before somebody signed in', async () => {
    const time = virtualTime()
    const server = new AuthServer(() => time.now)
    const durations = [10, 5_000]
    const slow: TokenStore = {
      load: () => new Promise((resolve) => setTimeout(() => resolve(null), durations.shift())),
      save: () => {},
    }
    const client = app(server, slow)
    const [, me] = await time.run(
      Promise.all([client.mutate('auth.login', { account: 'ana' }), client.query('me')]),
    )
    expect(me).toEqual(ana)
    expect(await time.run(client.query('me'))).toEqual(ana)
  })
})

describe('tabs that share a store', () => {
  it('renew once between them, hear of each other and sign out together', async () => {
    const time = virtualTime()
    const server = new AuthServer(() => time.now)
    const store = memory()
    const openTabs = tabsOf({ locks: new FakeLocks(), openChannel: fakeChannels() })
    const tabs = [1, 2, 3].map(() => app(server, store, { openTabs }))
    const [tab] = tabs
    await time.run(Promise.resolve(tab?.mutate('auth.login', { account: 'ana' })))
    for (let n = 1; n <= 3; n += 1) {
      await time.pass(ACCESS_MS)
      expect(await time.run(Promise.all(tabs.map((one) => one.query('me'))))).toEqual([
        ana,
        ana,
        ana,
      ])
      expect(server.renewals).toBe(n)
    }
    await time.run(Promise.resolve(tab?.mutate('auth.login', { account: 'bo' })))
    await time.pass(1)
    const bo = { account: 'bo', input: null }
    expect(await time.run(Promise.all(tabs.map((one) => one.query('me'))))).toEqual([bo, bo, bo])
    await time.run(Promise.resolve(tab?.mutate('auth.logout')))
    await time.pass(1)
    expect(tabs.map(({ session }) => session.state())).toEqual(Array(3).fill('signed-out'))
  })

  it('find newer tokens of each other where no news come from', async () => {
    const { time, server, store, client } = await signedInApp()
    const other = app(server, store)
    for (let n = 1; n <= 4; n += 1) {
      await time.pass(ACCESS_MS)
      expect(await time.run((n % 2 ? client : other).query('me'))).toEqual(ana)
    }
    expect([server.renewals, server.families.map(({ end }) => end)]).toEqual([4, [undefined]])
  })
})

it('is made of a store alone, or of one that is shared', async () => {
  const time = virtualTime()
  const server = new AuthServer(() => time.now)
  for (const options of [{}, { sharedAs: 'app' }]) {
    const session = tokenSession(memory(), options)
    const client = rawClient({ url: 'https://api.test', session, fetch: networkOf(server) })
    const call = client.mutate('auth.login', { account: 'ana' })
    expect(await time.run(call.then(() => client.query('me')))).toEqual(ana)
  }
})
