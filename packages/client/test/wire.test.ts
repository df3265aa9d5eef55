import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { errorOf, rawClient } from './support/calls.ts'

const t = initTRPC.create({
  errorFormatter: ({ shape }) => ({
    ...shape,
    data: {
      ...shape.data,
      appCode: 'MATCH_NOT_FOUND',
      requestId: 'req-1',
      retryable: false,
      fields: [],
    },
  }),
})
const router = t.router({
  things: t.router({
    double: t.procedure.input(z.object({ n: z.number() })).query(({ input }) => input.n * 2),
    length: t.procedure.input(z.string()).query(({ input }) => input.length),
    nothing: t.procedure.query(() => undefined),
    missing: t.procedure.query(() => {
      throw new TRPCError({ code: 'NOT_FOUND', message: 'gone' })
    }),
    add: t.procedure.input(z.number()).mutation(({ input }) => ({ added: input })),
  }),
})

/** The stock adapter, reached without a socket; remembers the requests. */
function stockClient() {
  const requests: string[] = []
  const client = rawClient({
    url: 'http://loopback',
    fetch: (url, init) => {
      const req = new Request(url, init)
      requests.push(`${req.method} ${new URL(url).pathname}`)
      return fetchRequestHandler({ endpoint: '/trpc', req, router, allowMethodOverride: true })
    },
  })
  return { client, requests }
}

describe('against the stock tRPC adapter', () => {
  it('makes single and batched queries', async () => {
    const { client, requests } = stockClient()
    expect(await client.query('things.double', { n: 2 })).toBe(4)
    const both = await Promise.all([
      client.query('things.double', { n: 3 }),
      client.query('things.nothing'),
    ])
    expect(both).toEqual([6, undefined])
    expect(requests).toEqual(['GET /trpc/things.double', 'GET /trpc/things.double,things.nothing'])
  })

  it('sends long queries by POST, single and batched', async () => {
    const { client, requests } = stockClient()
    expect(await client.query('things.length', 'x'.repeat(9_000))).toBe(9_000)
    const lengths = [5_000, 6_000].map((length) =>
      client.query('things.length', 'x'.repeat(length)),
    )
    expect(await Promise.all(lengths)).toEqual([5_000, 6_000])
    expect(requests).toEqual(['POST /trpc/things.length', 'POST /trpc/things.length,things.length'])
  })

  it('makes mutations', async () => {
    const { client } = stockClient()
    expect(await client.mutate('things.add', 3)).toEqual({ added: 3 })
  })

  it('reads errors, alone and inside a batch', async () => {
    const { client } = stockClient()
    const expected = { code: 'MATCH_NOT_FOUND', status: 404, message: 'gone', requestId: 'req-1' }
    expect(await errorOf(client.query('things.missing'))).toMatchObject(expected)
    const [error, fine] = await Promise.all([
      errorOf(client.query('things.missing')),
      client.query('things.double', { n: 1 }),
    ])
    expect(error).toMatchObject(expected)
    expect(fine).toBe(2)
  })
})
