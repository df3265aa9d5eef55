import { describe, expect, it } from 'vitest'
import { ACCESS_MS, AuthServer } from '../support/auth-server.ts'
import { fakeBrowser, openTab, signInto } from '../support/browser.ts'
import { errorOf } from '../support/calls.ts'
import type { ChooseFate, Fate } from '../support/network.ts'
import { failure } from '../support/trpc-server.ts'
import { type VirtualTime, virtualTime } from '../support/virtual-time.ts'

/** A page of somebody who is signed in, and whose access token has run out. */
async function expiredPage(fate?: ChooseFate) {
  const time = virtualTime()
  const server = new AuthServer(() => time.now)
  const browser = fakeBrowser(server)
  signInto(browser)
  const tab = openTab(browser, fate)
  await time.pass(ACCESS_MS)
  return { time, server, browser, tab }
}

/** What becomes of the refreshes, one after the other; all else is answered. */
function refreshes(...fates: Fate[]): ChooseFate {
  return ({ paths }) => (paths[0] === 'auth.refresh' ? fates.shift() : undefined)
}

function json(body: object, status: number, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers })
}

describe('an access token that has run out', () => {
  it('is renewed once for all calls, which are sent again and executed once', async () => {
    const { time, server, tab } = await expiredPage()
    const answers = await time.run(
      Promise.all([tab.query('me', 1), tab.query('me', 2), tab.mutate('change', 3)]),
    )
    expect(answers).toEqual([1, 2, 3].map((input) => ({ account: 'ana', input })))
    expect(server.renewals).toBe(1)
    expect(server.changes).toEqual([{ account: 'ana', input: 3 }])
    expect(tab.heard).toEqual(['signed-in'])
  })

  it('is renewed by a request of its own, with its cookie', async () => {
    const { time, server, tab } = await expiredPage()
    await time.run(Promise.all([tab.query('me'), tab.mutate('change')]))
    expect(server.requestsOf('auth.refresh')).toMatchObject([
      { method: 'POST', paths: ['auth.refresh'], batched: false, inputs: [{}] },
    ])
    expect(server.requestsOf('auth.refresh')[0]?.cookies.get('ld_rt')).toBe('r.0.1')
  })

  it('makes only those calls of a batch go again that were refused', async () => {
    const { time, server, tab } = await expiredPage()
    await time.run(Promise.all([tab.query('open'), tab.query('me', 1), tab.query('me', 2)]))
    const sent = server.requests.map(({ paths }) => paths.join())
    expect(sent).toEqual(['open,me,me', 'auth.refresh', 'me,me'])
  })

  it('is not renewed again for a call that was sent before and fails later', async () => {
    const { time, server, tab } = await expiredPage(({ inputs }) =>
      inputs[0] === 'slow' ? { toClientMs: 3_000 } : undefined,
    )
    const slow = tab.mutate('change', 'slow')
    await time.run(tab.query('me'))
    expect(await time.run(slow)).toEqual({ account: 'ana', input: 'slow' })
    expect(server.renewals).toBe(1)
    expect(server.changes).toHaveLength(1)
  })

  it('is renewed for each of its ends', async () => {
    const { time, server, tab } = await expiredPage()
    for (let n = 1; n <= 3; n += 1) {
      await time.run(tab.query('me'))
      expect(server.renewals).toBe(n)
      await time.pass(ACCESS_MS)
    }
  })

  it('lets the call fail when it is refused with new tokens, too', async () => {
    const refused = json(failure('UNAUTHENTICATED', 401), 401)
    const { time, server, tab } = await expiredPage(({ paths }) =>
      paths[0] === 'me' ? { end: refused } : undefined,
    )
    expect((await time.run(errorOf(tab.query('me')))).code).toBe('UNAUTHENTICATED')
    expect(server.renewals).toBe(1)
    expect(tab.session.state()).toBe('signed-in')
  })

  it('leaves a caller who does not wait that long', async () => {
    const { time, server, tab } = await expiredPage(refreshes({ toClientMs: 5_000 }))
    const controller = new AbortController()
    const left = errorOf(tab.mutate('change', 1, { signal: controller.signal }))
    const kept = tab.query('me')
    await time.pass(1_000)
    controller.abort()
    expect((await time.run(left)).code).toBe('ABORTED')
    expect(await time.run(kept)).toMatchObject({ account: 'ana' })
    expect(server.changes).toEqual([])
  })
})

describe('a renewal', () => {
  it.each<[string, Fate[]]>([
    ['is refused', [{ end: 'refused' }, { end: 'refused' }]],
    ['loses its answer', [{ end: 'lost' }, { end: 'lost' }]],
    ['hangs', [{ end: 'hangs' }]],
    ['arrives long after it was given up', [{ toServerMs: 12_000 }]],
    ['meets an overloaded server', [{ end: json(failure('UNAVAILABLE', 503, retryable), 503) }]],
    ['meets a gateway without a server', [{ end: new Response('<html>', { status: 502 }) }]],
    ['meets a rate limit', [{ end: json(failure('RATE_LIMITED', 429, retryable), 429) }]],
  ])('is tried again with the same token when it %s', async (_name, fates) => {
    const { time, server, tab } = await expiredPage(refreshes(...fates))
    const answer = tab.query('me', 1, { timeoutMs: 60_000 })
    expect(await time.run(answer)).toEqual({ account: 'ana', input: 1 })
    await time.pass(20_000)
    const tokens = server.requestsOf('auth.refresh').map(({ cookies }) => cookies.get('ld_rt'))
    expect(new Set(tokens)).toEqual(new Set(['r.0.1']))
    expect(await time.run(tab.query('me'))).toMatchObject({ account: 'ana' })
    expect(tab.session.state()).toBe('signed-in')
  })

  it('waits as long as the server asks', async () => {
    const busy = json(failure('RATE_LIMITED', 429, retryable), 429, { 'retry-after': '7' })
    const { time, server, tab } = await expiredPage(refreshes({ end: busy }))
    const start = time.now
    await time.run(tab.query('me'))
    expect(time.now - start).toBeGreaterThanOrEqual(7_000)
    expect(server.renewals).toBe(1)
  })

  it('that does not get through fails the call as what it is, and signs nobody out', async () => {
    const { time, server, tab } = await expiredPage(
      refreshes(...Array.from({ length: 4 }, () => ({ end: 'refused' }) as const)),
    )
    const error = await time.run(errorOf(tab.mutate('change')))
    expect(error).toMatchObject({ code: 'NETWORK', retryable: true })
    expect([tab.session.state(), tab.heard, server.changes]).toEqual([
      'signed-in',
      ['signed-in'],
      [],
    ])
    expect(await time.run(tab.mutate('change'))).toMatchObject({ account: 'ana' })
  })

  it('answered with anything but SESSION_ENDED signs nobody out', async () => {
    const banned = json(failure('BANNED', 403), 403)
    const { time, tab } = await expiredPage(refreshes({ end: banned }))
    expect((await time.run(errorOf(tab.query('me')))).code).toBe('BANNED')
    expect(tab.session.state()).toBe('signed-in')
  })
})

const retryable = { retryable: true }

describe('a session that the server has ended', () => {
  it('is told to every call that waits and, once, to the listeners', async () => {
    const { time, server, tab } = await expiredPage()
    for (const family of server.families) family.end = 'signed-out'
    const errors = await time.run(
      Promise.all([errorOf(tab.query('me')), errorOf(tab.mutate('change'))]),
    )
    expect(errors.map(({ code }) => code)).toEqual(['SESSION_ENDED', 'SESSION_ENDED'])
    expect(tab.heard).toEqual(['signed-in', 'signed-out'])
    expect(server.renewals).toBe(1)
  })

  it('is not asked for again', async () => {
    const { time, server, tab } = await expiredPage()
    for (const family of server.families) family.end = 'signed-out'
    await time.run(errorOf(tab.query('me')))
    expect((await time.run(errorOf(tab.query('me')))).code).toBe('UNAUTHENTICATED')
    expect(server.renewals).toBe(1)
  })

  it('is a stolen one, whose old token came back', async () => {
    const { time, server, browser, tab } = await expiredPage()
    const stolen = new Map(browser.jar)
    await time.run(tab.query('me'))
    await time.pass(ACCESS_MS)
    await time.run(tab.query('me'))
    const thief = openTab(fakeBrowser(server, { jar: stolen }))
    expect((await time.run(errorOf(thief.query('me')))).code).toBe('SESSION_ENDED')
    expect((await time.run(errorOf(tab.query('me')))).code).toBe('SESSION_ENDED')
    expect(tab.heard.at(-1)).toBe('signed-out')
  })
})

describe('what is no expired token', () => {
  it.each(['WRONG_CREDENTIALS', 'WRONG_CODE', 'SECOND_FACTOR_REQUIRED', 'SESSION_ENDED'])(
    'renews nothing: %s',
    async (code) => {
      const { time, server, tab } = await expiredPage(({ paths }) =>
        paths[0] === 'change' ? { end: json(failure(code, 401), 401) } : undefined,
      )
      expect((await time.run(errorOf(tab.mutate('change')))).code).toBe(code)
      expect([server.renewals, tab.session.state()]).toEqual([0, 'signed-in'])
    },
  )
})

describe('a visitor who is not signed in', () => {
  it('costs no renewal where the page sees it', async () => {
    const time = virtualTime()
    const server = new AuthServer(() => time.now)
    const tab = openTab(fakeBrowser(server))
    expect(tab.session.state()).toBe('signed-out')
    expect((await time.run(errorOf(tab.query('me')))).code).toBe('UNAUTHENTICATED')
    expect(server.renewals).toBe(0)
  })

  it('is found out by a renewal where it does not', async () => {
    const time = virtualTime()
    const server = new AuthServer(() => time.now)
    const tab = openTab(fakeBrowser(server, { seesMarker: false }))
    expect(tab.session.state()).toBe('unknown')
    await time.run(errorOf(tab.query('me')))
    await time.run(errorOf(tab.query('me')))
    expect([tab.session.state(), tab.heard]).toEqual(['signed-out', ['signed-out']])
  })
})

describe('signing in and out', () => {
  it('is told to listeners until they have enough', async () => {
    const { time, tab } = await expiredPage()
    const all: string[] = []
    const stop = tab.session.onAuthChange((state) => all.push(state))
    await time.run(tab.mutate('auth.logout'))
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    stop()
    await time.run(tab.mutate('auth.logout'))
    expect(all).toEqual(['signed-out', 'signed-in'])
    expect(tab.heard).toEqual(['signed-in', 'signed-out', 'signed-in', 'signed-out'])
  })

  it('that fails is not told', async () => {
    const { time, tab } = await expiredPage()
    expect((await time.run(errorOf(tab.mutate('auth.login', {})))).code).toBe('WRONG_CREDENTIALS')
    expect(tab.heard).toEqual(['signed-in'])
  })

  it('as another person is told, too', async () => {
    const { time, tab } = await expiredPage()
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    expect(tab.heard).toEqual(['signed-in', 'signed-in'])
  })

  it('waits for a renewal under way, whose answer would bring the old session back', async () => {
    const { time, tab } = await expiredPage(refreshes({ toServerMs: 500, toClientMs: 3_000 }))
    const call = tab.query('me')
    await time.pass(100)
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    expect(await time.run(call)).toMatchObject({ account: 'ana' })
    expect(await time.run(tab.query('me'))).toMatchObject({ account: 'bo' })
  })

  it('does not make the next person do what the last one wanted', async () => {
    const { time, server, tab } = await expiredPage(({ paths }) =>
      paths[0] === 'change' ? { toClientMs: 5_000 } : undefined,
    )
    const change = errorOf(tab.mutate('change'))
    await time.pass(1_000)
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    expect((await time.run(change)).code).toBe('UNAUTHENTICATED')
    expect(server.changes).toEqual([])
  })

  it('does not make who is just signing in do it, either', async () => {
    const { time, server, tab } = await expiredPage(({ paths }) =>
      paths[0] === 'auth.login' ? { toClientMs: 3_000 } : undefined,
    )
    const login = tab.mutate('auth.login', { account: 'bo' })
    const change = errorOf(tab.mutate('change'))
    await time.run(login)
    expect((await time.run(change)).code).toBe('UNAUTHENTICATED')
    expect([server.changes, server.renewals]).toEqual([[], 0])
  })

  it('ends the sharing of answers', async () => {
    const { time, tab } = await expiredPage(({ paths }) =>
      paths[0] === 'open' ? { toClientMs: 5_000 } : undefined,
    )
    const before = tab.query('open')
    await time.run(tab.mutate('auth.login', { account: 'bo' }))
    const after = tab.query('open')
    expect(await time.run(Promise.all([before, after]))).toEqual([
      { account: null },
      { account: 'bo' },
    ])
  })
})

it('keeps two clients of one session together', async () => {
  const time: VirtualTime = virtualTime()
  const server = new AuthServer(() => time.now)
  const browser = fakeBrowser(server)
  signInto(browser)
  const tab = openTab(browser)
  const other = openTab(browser, undefined, tab.session)
  await time.pass(ACCESS_MS)
  await time.run(Promise.all([tab.query('me'), other.query('me')]))
  expect(server.renewals).toBe(1)
})
