import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { refusal } from '../support/event-server.ts'
import { CHANNELS, longestPauses, nth, setUp, start } from '../support/streams.ts'

const SECOND = 1_000

/** The document of a page that can be hidden. */
class FakeDocument extends EventTarget {
  visibilityState = 'visible'
  listeners = 0

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listeners += 1
    super.addEventListener(...args)
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners -= 1
    super.removeEventListener(...args)
  }

  become(state: 'visible' | 'hidden'): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

function openPage(state: 'visible' | 'hidden' = 'visible') {
  const page = new FakeDocument()
  page.visibilityState = state
  vi.stubGlobal('document', page)
  onTestFinished(() => void vi.unstubAllGlobals())
  return { page, ...setUp() }
}

describe('the stream of a page that is hidden', () => {
  it('is closed after half a minute, and goes on as soon as the page is seen', async () => {
    const { page, time, server, subscribe } = openPage()
    const { events } = subscribe()
    await time.pass(0)
    server.last.tell(...nth(1))
    page.become('hidden')
    await time.pass(30 * SECOND - 1)
    expect(server.open).toHaveLength(1)
    await time.pass(1)
    expect(server.open).toHaveLength(0)
    await time.pass(3_600 * SECOND)
    expect(server.lines).toHaveLength(1)
    page.become('visible')
    await time.pass(0)
    expect(server.last.input).toEqual({ ...CHANNELS, lastEventId: '7.1' })
    server.last.tell(...nth(2))
    await time.pass(0)
    expect(events).toEqual([start, { type: 'unread', n: 1 }, { type: 'unread', n: 2 }])
  })

  it('stays for a page that is looked away from for a moment', async () => {
    const { page, time, server, subscribe } = openPage()
    subscribe()
    await time.pass(0)
    for (let looks = 0; looks < 10; looks += 1) {
      page.become('hidden')
      await time.pass(20 * SECOND)
      page.become('visible')
      server.last.ping()
      await time.pass(10 * SECOND)
    }
    expect([server.lines.length, server.open.length]).toEqual([1, 1])
  })

  it('is not opened again by a page that nobody sees', async () => {
    const { page, time, server, subscribe } = openPage()
    longestPauses()
    server.answer = () => refusal('UNAVAILABLE', 503, { retryable: true })
    subscribe()
    page.become('hidden')
    await time.pass(30 * SECOND)
    const { length } = server.lines
    expect(length).toBeGreaterThan(3)
    await time.pass(3_600 * SECOND)
    expect(server.lines).toHaveLength(length)
    page.become('visible')
    await time.pass(0)
    expect(server.lines).toHaveLength(length + 1)
  })

  it('is opened for a page that loads behind others, and closed like theirs', async () => {
    const { page, time, server, subscribe } = openPage('hidden')
    const { events } = subscribe()
    await time.pass(0)
    expect(events).toEqual([start])
    await time.pass(30 * SECOND)
    expect(server.open).toHaveLength(0)
    page.become('hidden')
    await time.pass(60 * SECOND)
    expect(server.lines).toHaveLength(1)
  })

  it('is taken for lost when the page has slept, timers and all', async () => {
    const { page, time, server, subscribe } = openPage()
    subscribe()
    await time.pass(0)
    page.become('hidden')
    time.clockErrorMs = 3_600 * SECOND
    page.become('visible')
    await time.pass(0)
    expect([server.lines.length, server.open.length]).toEqual([2, 1])
    expect(server.last.input.lastEventId).toBe('7.0')
  })

  it.each(['visible', 'hidden'] as const)(
    'leaves nothing behind when it ends (%s)',
    async (state) => {
      const { page, time, server, subscribe } = openPage()
      const { stream, done } = subscribe()
      await time.pass(0)
      page.become(state)
      await time.pass(60 * SECOND)
      expect(page.listeners).toBe(1)
      await time.run(stream.return())
      await time.run(done)
      await time.pass(0)
      expect([page.listeners, time.waiting, server.open.length]).toEqual([0, 0, 0])
      page.become('visible')
      await time.pass(60 * SECOND)
      expect(server.open).toHaveLength(0)
    },
  )

  it('leaves nothing behind when it is refused', async () => {
    const { page, time, server, subscribe } = openPage()
    server.answer = () => refusal('FORBIDDEN', 403)
    await time.run(subscribe().done)
    expect([page.listeners, time.waiting]).toEqual([0, 0])
  })
})

it('a runtime whose document knows nothing of being seen is never hidden', async () => {
  vi.stubGlobal('document', {})
  const { time, server, subscribe } = setUp()
  subscribe()
  await time.pass(35 * SECOND)
  expect(server.open).toHaveLength(1)
})
