import { silentLog } from '@loadout/core'
import { createPostgres } from '@loadout/infra'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWatch } from './watch.ts'

/** Nobody listens there. */
const AWAY = 'postgresql://nobody@127.0.0.1:1/nothing'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function watching(now: { ms: number }) {
  const db = createPostgres({ url: AWAY, poolSize: 1, profile: 'api', log: silentLog })
  const warn = vi.fn()
  const watched = new Set<{ accountId: number; sessionId: string; until: number }>()
  const ended: number[] = []
  const begin = createWatch(
    { db, clock: { now: () => new Date(now.ms) }, log: { ...silentLog, warn } },
    watched,
    (who) => {
      watched.delete(who)
      ended.push(who.accountId)
    },
  )
  const enter = (accountId: number, until: number) => {
    watched.add({ accountId, sessionId: crypto.randomUUID(), until })
    begin()
  }
  return { warn, watched, ended, enter, begin }
}

describe('a watch', () => {
  it('ends whose proof has run out, and nobody because the database is away', async () => {
    const now = { ms: 0 }
    const { warn, ended, enter } = watching(now)
    enter(1, 1_000)
    enter(2, Number.POSITIVE_INFINITY)
    await vi.advanceTimersByTimeAsync(600)
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1))
    expect(ended).toEqual([])
    now.ms = 1_000
    await vi.advanceTimersByTimeAsync(600)
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(2))
    expect(ended).toEqual([1])
  })

  it('sleeps while there is nobody, and wakes for who comes', async () => {
    const now = { ms: 0 }
    const { watched, ended, enter, begin } = watching(now)
    begin()
    expect(vi.getTimerCount()).toBe(0)
    enter(1, 0)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(600)
    await vi.waitFor(() => expect(ended).toEqual([1]))
    expect(watched.size).toBe(0)
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
    enter(2, 0)
    expect(vi.getTimerCount()).toBe(1)
  })
})
