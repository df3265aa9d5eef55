import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call } from './call.ts'
import { encodeRequest, packCalls } from './encode.ts'

function query(path: string, input?: unknown): Call {
  return { kind: 'query', path, json: JSON.stringify(input), idempotencyKey: undefined }
}

function mutation(path: string, input?: unknown): Call {
  return { ...query(path, input), kind: 'mutation' }
}

describe('encodeRequest', () => {
  it('puts one query into the URL', () => {
    expect(encodeRequest('/trpc', [query('a.b', { x: 'é' })], 4_000)).toEqual({
      url: '/trpc/a.b?input=%7B%22x%22%3A%22%C3%A9%22%7D',
      method: 'GET',
      body: undefined,
    })
  })

  it('leaves the input out when there is none', () => {
    expect(encodeRequest('/trpc', [query('a')], 4_000).url).toBe('/trpc/a')
  })

  it('numbers the inputs of a batch and skips absent ones', () => {
    const { url } = encodeRequest('/trpc', [query('a', 1), query('b'), query('c', null)], 4_000)
    expect(new URL(url, 'http://x').searchParams.get('input')).toBe('{"0":1,"2":null}')
    expect(url.startsWith('/trpc/a,b,c?batch=1&')).toBe(true)
  })

  it('posts what is longer than a URL may be', () => {
    expect(encodeRequest('/trpc', [query('a', 'xxxx')], 12)).toEqual({
      url: '/trpc/a',
      method: 'POST',
      body: '"xxxx"',
    })
    expect(encodeRequest('/trpc', [query('a', 1), query('b', 2)], 12)).toEqual({
      url: '/trpc/a,b?batch=1',
      method: 'POST',
      body: '{"0":1,"1":2}',
    })
  })

  it('posts mutations, without a body when there is no input', () => {
    expect(encodeRequest('/trpc', [mutation('m')], 4_000)).toEqual({
      url: '/trpc/m',
      method: 'POST',
      body: undefined,
    })
  })
})

describe('packCalls', () => {
  const limits = { maxItems: 20, maxUrlLength: 4_000, maxBodyLength: 300_000 }

  it('starts a new body where the last one is full', () => {
    const long = ['a', 'b', 'c'].map((path) => query(path, 'x'.repeat(140_000)))
    const groups = packCalls('/trpc', long, limits)
    expect(groups.map((calls) => calls.map((call) => call.path))).toEqual([['a', 'b'], ['c']])
  })

  it('sends a call that fits nowhere alone, for the server to judge', () => {
    const groups = packCalls('/trpc', [query('a', 'x'.repeat(400_000)), query('b')], limits)
    expect(groups.map((calls) => calls.map((call) => call.path))).toEqual([['b'], ['a']])
  })

  const anyCall = fc
    .record({
      mutates: fc.boolean(),
      path: fc.constantFrom('a', 'stats.roleBoard', 'matches.list'),
      input: fc.oneof(fc.constant(undefined), fc.string({ maxLength: 300, unit: 'grapheme' })),
    })
    .map(({ mutates, path, input }) => (mutates ? mutation : query)(path, input))
  const anyLimits = fc.record({
    maxItems: fc.integer({ min: 1, max: 20 }),
    maxUrlLength: fc.integer({ min: 100, max: 4_000 }),
    maxBodyLength: fc.integer({ min: 400, max: 2_000 }),
  })

  it('sends every call exactly once', () => {
    fc.assert(
      fc.property(fc.array(anyCall), anyLimits, (calls, anyOf) => {
        const packed = packCalls('/trpc', calls, anyOf).flat()
        expect(packed).toHaveLength(calls.length)
        expect(new Set(packed)).toEqual(new Set(calls))
      }),
    )
  })

  it('keeps to every limit, and what was packed for a URL goes by URL', () => {
    fc.assert(
      fc.property(fc.array(anyCall), anyLimits, (calls, anyOf) => {
        for (const group of packCalls('/trpc', calls, anyOf)) {
          expect(group.length).toBeLessThanOrEqual(anyOf.maxItems)
          if (group.length === 1) continue
          expect(group.every((call) => call.kind === 'query')).toBe(true)
          const { method, url, body } = encodeRequest('/trpc', group, anyOf.maxUrlLength)
          if (method === 'GET') expect(url.length).toBeLessThanOrEqual(anyOf.maxUrlLength)
          else expect(body?.length).toBeLessThanOrEqual(anyOf.maxBodyLength)
        }
      }),
    )
  })
})
