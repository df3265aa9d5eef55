import { createGuest } from '@loadout/core/accounts'
import { markRead } from '@loadout/core/notifications'
import { setFollow } from '@loadout/core/social'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { json } from '../fixtures.ts'
import { bearer, type Person, person as somebody } from '../people.ts'
import { testDeps } from '../test-app.ts'
import { liveUrl, type Reading, typesOf } from './reading.ts'
import { createLiveStage, type LiveStage } from './stage.ts'

let stage: LiveStage
let kim: Person
let lee: Person
let open: Reading[]
beforeAll(async () => {
  stage = await createLiveStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  open = []
  kim = await somebody(stage.infra)
  lee = await somebody(stage.infra)
})
afterEach(() => Promise.all(open.map((reading) => reading.leave())))

async function listen(person: Person, lastEventId?: string): Promise<Reading> {
  const reading = await stage.listen(person, lastEventId)
  open.push(reading)
  return reading
}

/** The same, once it has begun. */
async function begun(person: Person): Promise<Reading> {
  const reading = await listen(person)
  await expect.poll(() => typesOf(reading)).toEqual(['start'])
  return reading
}

const ctxOf = ({ accountId, sessionId }: Person) =>
  ({ ...stage.infra, actor: { kind: 'account', accountId, role: 'user', sessionId } }) as const

const lastIdOf = ({ told }: Reading) => told.at(-1)?.id ?? ''

const reasonsOf = ({ told }: Reading) =>
  told.flatMap(({ event }) =>
    event.type === 'notification' && event.notification.kind === 'moderation'
      ? [event.notification.detail.reason]
      : [],
  )

const ask = (path: string, init: RequestInit = {}) => stage.app.request(path, init)

describe('a stream', () => {
  it('tells what happens to whom it happens, and to nobody else', async () => {
    const [own, other] = [await begun(kim), await begun(lee)]
    await stage.tell(kim, 'one')
    await stage.tell(lee, 'two')
    await expect.poll(() => reasonsOf(own)).toEqual(['one'])
    await expect.poll(() => reasonsOf(other)).toEqual(['two'])
    expect(own.told[1]?.event).toMatchObject({
      channel: 'notifications',
      notification: { kind: 'moderation', readAt: null, subject: null },
      unread: { unread: 1, more: false },
    })
  })

  it('says that something was read, so that all tabs count the same', async () => {
    const own = await begun(kim)
    await stage.tell(kim, 'one')
    await expect.poll(() => own.told.length).toBe(2)
    const [, { event } = { event: null }] = own.told
    const id = event?.type === 'notification' ? event.notification.id : 0
    await markRead(ctxOf(kim), { upTo: id })
    await expect.poll(() => own.told.length).toBe(3)
    expect(own.told[2]?.event).toEqual({
      ...{ type: 'unread', channel: 'notifications', unread: { unread: 0, more: false } },
    })
    // Nothing was left to be read.
    await markRead(ctxOf(kim), { upTo: id })
    await stage.tell(kim, 'two')
    await expect
      .poll(() => typesOf(own))
      .toEqual(['start', 'notification', 'unread', 'notification'])
  })

  it('tells of more of the same under its new id', async () => {
    const own = await begun(kim)
    const target = { kind: 'account', id: kim.accountId } as const
    await setFollow(ctxOf(lee), { target, on: true })
    await expect.poll(() => own.told.length).toBe(2)
    await setFollow(ctxOf(await somebody(stage.infra)), { target, on: true })
    await expect.poll(() => own.told.length).toBe(3)
    const [first, second] = own.told.slice(1).map(({ event }) => event)
    if (first?.type !== 'notification' || second?.type !== 'notification') throw new Error('no')
    expect([first.notification.count, second.notification.count]).toEqual([1, 2])
    expect(second.notification.id).toBeGreaterThan(first.notification.id)
    expect(second.unread.unread).toBe(1)
  })

  it('goes on after the last event that a reader has got', async () => {
    const before = await begun(kim)
    await stage.tell(kim, 'one')
    await expect.poll(() => reasonsOf(before)).toEqual(['one'])
    const other = await begun(lee)
    await before.leave()
    for (const reason of ['two', 'three']) await stage.tell(kim, reason)
    await stage.tell(lee, 'not theirs')
    await expect.poll(() => reasonsOf(other)).toEqual(['not theirs'])
    const after = await listen(kim, lastIdOf(before))
    await expect.poll(() => reasonsOf(after)).toEqual(['two', 'three'])
    await stage.tell(kim, 'four')
    await expect.poll(() => typesOf(after)).toEqual(Array(3).fill('notification'))
    const again = await listen(kim, lastIdOf(after))
    await stage.tell(kim, 'five')
    await expect.poll(() => reasonsOf(again)).toEqual(['five'])
  })

  it('takes the id that a browser sends by a header before the one of the address', async () => {
    const before = await begun(kim)
    await stage.tell(kim, 'one')
    await expect.poll(() => before.told.length).toBe(2)
    const headers = { ...bearer(kim.token), 'last-event-id': before.told[0]?.id ?? '' }
    const response = await ask(liveUrl(lastIdOf(before)), { headers })
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toContain('event: connected')
    await stage.tell(kim, 'two')
    await expect.poll(() => reasonsOf(before)).toEqual(['one', 'two'])
  })

  it.each([
    ['of another epoch', () => '1.1'],
    ['that nobody counts so far', () => '99999999999999999999.99999999999999999999'],
  ])('says resync for an id %s', async (_what, idOf) => {
    const own = await listen(kim, idOf())
    await expect.poll(() => typesOf(own)).toEqual(['resync'])
    await stage.tell(kim, 'one')
    await expect.poll(() => typesOf(own)).toEqual(['resync', 'notification'])
  })

  it('says resync for an id that does not come although others do', async () => {
    const first = await begun(kim)
    const later = lastIdOf(first).replace(/\d+$/, (seq) => `${Number(seq) + 5}`)
    const own = await listen(kim, later)
    for (const reason of ['one', 'two', 'three']) {
      const heard = first.told.length
      await stage.tell(kim, reason)
      await expect.poll(() => first.told.length).toBe(heard + 1)
    }
    await expect.poll(() => typesOf(own)).toEqual(['resync', 'notification'])
    expect(reasonsOf(own)).toEqual(['three'])
  })

  it('tells one who comes back of what happened more than once only how it is now', async () => {
    const before = await begun(kim)
    const own = await begun(kim)
    await before.leave()
    const target = { kind: 'account', id: kim.accountId } as const
    for (const on of [true, false, true]) await setFollow(ctxOf(lee), { target, on })
    await stage.tell(kim, 'one')
    await expect.poll(() => reasonsOf(own)).toEqual(['one'])
    await markRead(ctxOf(kim), { upTo: Number.MAX_SAFE_INTEGER })
    await stage.tell(kim, 'two')
    await markRead(ctxOf(kim), { upTo: Number.MAX_SAFE_INTEGER })
    await expect.poll(() => typesOf(own).filter((type) => type === 'unread')).toHaveLength(2)
    const after = await listen(kim, lastIdOf(before))
    await expect.poll(() => typesOf(after).at(-1)).toBe('unread')
    expect(typesOf(after).filter((type) => type === 'unread')).toHaveLength(1)
    expect(reasonsOf(after)).toEqual(['one', 'two'])
  })

  it('is for guests too, once they are somebody', async () => {
    const { accountId, token } = await createGuest(stage.infra)
    const response = await ask(liveUrl(), { headers: { 'x-guest-token': token } })
    expect(response.status).toBe(200)
    const nobody = await ask(liveUrl())
    expect(nobody.status).toBe(401)
    await response.body?.cancel()
    expect(accountId).toBeGreaterThan(0)
  })

  it('says of itself what it is, and that nobody is to keep it', async () => {
    const { response } = await begun(kim)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    })
  })

  it('is the same by its REST path', async () => {
    const rest = await ask('/api/live?channels=notifications', { headers: bearer(kim.token) })
    expect(rest.headers.get('content-type')).toBe('text/event-stream')
    const { value } = (await rest.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toMatch(/^event: connected\ndata: \{/)
    const wrong = await ask('/api/live?channels=all', { headers: bearer(kim.token) })
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/channels/0' }],
    })
  })
})

describe('opening a stream', () => {
  const opened = (input: string, init: RequestInit = {}) =>
    ask(`/trpc/live.events?input=${encodeURIComponent(input)}`, {
      headers: bearer(kim.token),
      ...init,
    })

  it.each([
    ['{}', '/channels'],
    ['{"channels":[]}', '/channels'],
    ['{"channels":["chat"]}', '/channels/0'],
    ['{"channels":["notifications"],"lastEventId":"x"}', '/lastEventId'],
    ['{"channels":["notifications"],"lastEventId":"1.-1"}', '/lastEventId'],
    ['null', ''],
    ['[]', ''],
    ['{', ''],
  ])('with %s names the field', async (input, pointer) => {
    const response = await opened(input)
    expect(response.status).toBe(400)
    const data = { appCode: 'BAD_INPUT', fields: [{ pointer }] }
    expect(await json(response)).toMatchObject({ error: { data } })
  })

  it('is done by GET alone, and not in a batch', async () => {
    const post = await ask('/trpc/live.events', {
      method: 'POST',
      headers: { ...bearer(kim.token), 'content-type': 'application/json' },
      body: '{"channels":["notifications"]}',
    })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
    const head = await ask('/api/live?channels=notifications', {
      method: 'HEAD',
      headers: bearer(kim.token),
    })
    expect(head.status).toBe(405)
    for (const path of ['live.events', 'live.events,notifications.unread', 'live%2Eevents']) {
      const input = encodeURIComponent('{"0":{"channels":["notifications"]}}')
      const batch = await ask(`/trpc/${path}?batch=1&input=${input}`, {
        headers: bearer(kim.token),
      })
      expect(batch.status, path).toBe(400)
    }
    const escaped = await ask(liveUrl().replace('live.events', 'live%2Eevents'), {
      headers: bearer(kim.token),
    })
    expect(escaped.headers.get('content-type')).toBe('text/event-stream')
    await escaped.body?.cancel()
  })

  it('is refused to one too many of an account, until one of them ends', async () => {
    const readings = await Promise.all(Array.from({ length: 20 }, () => listen(kim)))
    const refused = await ask(liveUrl(), { headers: bearer(kim.token) })
    expect(refused.status).toBe(429)
    const data = { appCode: 'RATE_LIMITED', retryAfterSeconds: 30 }
    expect(await json(refused)).toMatchObject({ error: { data } })
    await begun(lee)
    await readings[0]?.leave()
    await begun(kim)
  })

  it('is nothing that a process without this module knows', async () => {
    const app = createApp(testDeps(stage.infra), { modules: ['notifications'] })
    const headers = bearer(kim.token)
    expect((await app.request(liveUrl(), { headers })).status).toBe(404)
    expect((await app.request('/api/live?channels=notifications', { headers })).status).toBe(404)
  })

  it('is counted', async () => {
    const own = await begun(kim)
    const streams = async () => {
      const text = await (await ask('/metrics')).text()
      return Number(/^loadout_streams (\d+)$/m.exec(text)?.[1])
    }
    const before = await streams()
    await own.leave()
    expect(await streams()).toBe(before - 1)
    expect(await (await ask('/metrics')).text()).toContain(
      'loadout_streams_ended_total{how="left"}',
    )
  })
})
