import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawClient } from './support/calls.ts'
import { each, echo, failure, result, serve } from './support/trpc-server.ts'

describe('calls of one tick', () => {
  it('become one GET', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    const answers = await Promise.all([client.query('a.b', { x: 1 }), client.query('c.d')])
    expect(answers).toEqual([
      { path: 'a.b', input: { x: 1 } },
      { path: 'c.d', input: null },
    ])
    expect(server.received).toMatchObject([{ method: 'GET', paths: ['a.b', 'c.d'], batched: true }])
  })

  it('include those made from settled promises', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    await Promise.all([client.query('a'), Promise.resolve().then(() => client.query('b'))])
    expect(server.received).toHaveLength(1)
  })

  it('go without batch format when there is one only', async () => {
    const server = await serve(echo)
    await rawClient({ url: server.url }).query('a.b', { x: 1 })
    expect(server.received[0]?.url).toBe('/trpc/a.b?input=%7B%22x%22%3A1%7D')
  })

  it('are apart from those of the next tick', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    await client.query('a')
    await client.query('a')
    expect(server.received).toHaveLength(2)
  })

  it('are split at maxItems', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    await Promise.all(Array.from({ length: 45 }, (_, n) => client.query('n', { n })))
    expect(server.received.map((request) => request.paths.length).sort()).toEqual([20, 20, 5])
  })

  it('are requests of their own with batch: false', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url, batch: false })
    await Promise.all([client.query('a'), client.query('b')])
    expect(server.received.map((request) => request.batched)).toEqual([false, false])
  })

  it('never mix mutations with queries, nor mutations with each other', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    await Promise.all([
      client.query('q'),
      client.mutate('m', 1),
      client.mutate('m', 1),
      client.query('r'),
    ])
    const seen = server.received.map(({ method, paths }) => `${method} ${paths.join()}`)
    expect(seen.sort()).toEqual(['GET q,r', 'POST m', 'POST m'])
  })
})

describe('long inputs', () => {
  it('go by POST, and their short neighbours still by GET', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    const text = 'ä'.repeat(5_000)
    const answers = await Promise.all([client.query('long', text), client.query('short', 'x')])
    expect(answers).toEqual([
      { path: 'long', input: text },
      { path: 'short', input: 'x' },
    ])
    expect(server.received.map(({ method, paths }) => `${method} ${paths.join()}`).sort()).toEqual([
      'GET short',
      'POST long',
    ])
  })

  it('share one POST', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    await Promise.all(['x', 'y'].map((char) => client.query('long', char.repeat(5_000))))
    expect(server.received).toMatchObject([
      { method: 'POST', batched: true, paths: ['long', 'long'] },
    ])
  })
})

describe('identical queries in flight', () => {
  it('are sent once and answered to every caller', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url })
    const answers = await Promise.all([1, 1, 2, 1].map((n) => client.query('n', { n })))
    expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
      [1, 1, 2, 1].map((n) => JSON.stringify({ path: 'n', input: { n } })),
    )
    expect(server.received).toMatchObject([{ paths: ['n', 'n'] }])
  })

  it('are asked again once answered', async () => {
    let count = 0
    const server = await serve(
      each(() => {
        count += 1
        return result(count)
      }),
    )
    const client = rawClient({ url: server.url })
    expect([await client.query('n'), await client.query('n')]).toEqual([1, 2])
  })
})

it('lets one failed item fail alone', async () => {
  const server = await serve(
    each((path) => (path === 'bad' ? failure('MATCH_NOT_FOUND', 404) : result(path))),
  )
  const client = rawClient({ url: server.url })
  const settled = await Promise.allSettled([
    client.query('x'),
    client.query('bad'),
    client.query('y'),
  ])
  expect(settled).toMatchObject([
    { status: 'fulfilled', value: 'x' },
    { status: 'rejected', reason: { code: 'MATCH_NOT_FOUND', status: 404, requestId: 'req-item' } },
    { status: 'fulfilled', value: 'y' },
  ])
})

it('gives every caller its own answer, however calls interleave and answers are delayed', async () => {
  const server = await serve(async (received, response) => {
    // Long requests answer last: answers come back in another order than their requests went out.
    await new Promise((resolve) => setTimeout(resolve, received.paths.length % 3))
    await echo(received, response)
  })
  const call = fc.record({
    path: fc.constantFrom('a', 'b.c', 'd'),
    input: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.string({ maxLength: 60, unit: 'grapheme' })),
    kind: fc.constantFrom('query' as const, 'query' as const, 'mutate' as const),
    sameTick: fc.boolean(),
  })
  const limits = fc.record({
    maxItems: fc.integer({ min: 1, max: 5 }),
    maxUrlLength: fc.integer({ min: 60, max: 400 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 30 }), limits, async (calls, batch) => {
      const client = rawClient({ url: server.url, batch })
      const answers: Promise<unknown>[] = []
      for (const { kind, path, input, sameTick } of calls) {
        answers.push(client[kind](path, input))
        if (!sameTick) await new Promise((resolve) => setTimeout(resolve, 0))
      }
      const expected = calls.map(({ path, input }) => ({ path, input }))
      expect(await Promise.all(answers)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})
