import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Caller } from './caller.ts'
import { createClient } from './create-client.ts'
import { createProxy } from './proxy.ts'

describe('the client object', () => {
  const loadout = createClient({ url: 'http://127.0.0.1:1' })

  it('gives the same object for the same path, so that it can be a dependency of an effect', () => {
    expect(loadout.stats).toBe(loadout.stats)
    expect(loadout.stats.roleBoard.query).toBe(loadout.stats.roleBoard.query)
  })

  it('is not a promise', async () => {
    const awaited = await Promise.resolve(loadout.stats)
    expect(awaited).toBe(loadout.stats)
  })

  it('can be printed, compared and stringified', () => {
    expect(inspect(loadout)).toBe('{}')
    expect(JSON.stringify({ loadout })).toBe('{"loadout":{}}')
    expect(Object.keys(loadout.stats)).toEqual([])
  })

  it('cannot be written to', () => {
    expect(() => Object.assign(loadout, { stats: 1 })).toThrow(TypeError)
  })
})

describe('verbs', () => {
  /** A client that notes what its verbs ask for. */
  function noting() {
    const calls: unknown[] = []
    const caller: Caller = {
      async invoke(...call) {
        calls.push(call)
      },
      async *subscribe(...call) {
        calls.push(call)
        yield { type: 'start' }
      },
    }
    type Verb = (...args: unknown[]) => Promise<unknown>
    type Stream = (...args: unknown[]) => AsyncGenerator
    const client = createProxy(caller) as {
      a: { b: { query: Verb; mutate: Verb; subscribe: Stream } }
    }
    return { calls, a: client.a }
  }

  it('pass kind, path, input and options on', async () => {
    const { calls, a } = noting()
    await a.b.query({ x: 1 }, { timeoutMs: 5 })
    await a.b.mutate(2, { idempotencyKey: 'k' })
    expect(calls).toEqual([
      [{ kind: 'query', path: 'a.b' }, { x: 1 }, { timeoutMs: 5 }],
      [{ kind: 'mutation', path: 'a.b' }, 2, { idempotencyKey: 'k' }],
    ])
  })

  it('of subscriptions too', async () => {
    const { calls, a } = noting()
    const { signal } = new AbortController()
    await a.b.subscribe({ channels: [] }, { signal }).next()
    expect(calls).toEqual([['a.b', { channels: [] }, { signal }]])
  })
})
