import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safe } from '../src/safe.ts'
import { errorOf, gate, rawClient } from './support/calls.ts'
import { echo, serve } from './support/trpc-server.ts'

/** A server that answers when `open` is called, and tells when a request arrived. */
async function slowServer() {
  const answer = gate()
  const arrival = gate()
  const server = await serve(async (received, response) => {
    arrival.open()
    await answer.opened
    await echo(received, response)
  })
  return { ...server, open: answer.open, arrived: arrival.opened }
}

// Without retries: a request that was wrongly ended would be hidden by the next attempt.
describe('abort', () => {
  it('rejects that call at once and leaves the others of its batch alone', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, retry: false })
    const controller = new AbortController()
    const left = errorOf(client.query('a', 1, { signal: controller.signal }))
    const kept = client.query('b', 2)
    await server.arrived
    controller.abort('no longer needed')
    expect(await left).toMatchObject({
      code: 'ABORTED',
      status: undefined,
      cause: 'no longer needed',
    })
    server.open()
    expect(await kept).toEqual({ path: 'b', input: 2 })
  })

  it('leaves other callers of the same query alone', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, retry: false })
    const controller = new AbortController()
    const left = errorOf(client.query('a', 1, { signal: controller.signal }))
    const kept = client.query('a', 1)
    await server.arrived
    controller.abort()
    expect((await left).code).toBe('ABORTED')
    server.open()
    expect(await kept).toEqual({ path: 'a', input: 1 })
    expect(server.received).toHaveLength(1)
  })

  it('ends the request once all of its callers have left', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, retry: false })
    const controllers = [new AbortController(), new AbortController()]
    const calls = controllers.map(({ signal }, index) =>
      errorOf(client.query('a', index, { signal })),
    )
    await server.arrived
    for (const controller of controllers) controller.abort()
    expect((await Promise.all(calls)).map((error) => error.code)).toEqual(['ABORTED', 'ABORTED'])
    await server.received[0]?.hungUp
  })

  it('before the tick ends sends nothing', async () => {
    const server = await serve(echo)
    const client = rawClient({ url: server.url, retry: false })
    const controller = new AbortController()
    const left = errorOf(client.query('a', 1, { signal: controller.signal }))
    const kept = client.query('b')
    controller.abort()
    expect((await left).code).toBe('ABORTED')
    await kept
    expect(server.received.map((request) => request.paths)).toEqual([['b']])
  })

  it('of a signal aborted before the call sends nothing', async () => {
    const server = await serve(echo)
    const error = await errorOf(
      rawClient({ url: server.url, retry: false }).query('a', 1, { signal: AbortSignal.abort() }),
    )
    expect(error.code).toBe('ABORTED')
    expect(server.received).toEqual([])
  })

  it('does not spoil the same query asked again', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, retry: false })
    const controller = new AbortController()
    const left = errorOf(client.query('a', 1, { signal: controller.signal }))
    await server.arrived
    controller.abort()
    const again = client.query('a', 1)
    await left
    server.open()
    expect(await again).toEqual({ path: 'a', input: 1 })
  })
})

describe('timeout', () => {
  it('rejects with a code of its own and ends the request', async () => {
    const server = await slowServer()
    const error = await errorOf(
      rawClient({ url: server.url, retry: false }).query('a', 1, { timeoutMs: 60 }),
    )
    expect(error).toMatchObject({ code: 'CLIENT_TIMEOUT', status: undefined, retryable: true })
    await server.received[0]?.hungUp
  })

  it('can be set for the whole client', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, timeoutMs: 60 })
    expect((await errorOf(client.query('a'))).code).toBe('CLIENT_TIMEOUT')
  })

  it('ends one impatient caller only', async () => {
    const server = await slowServer()
    const client = rawClient({ url: server.url, retry: false })
    const patient = client.query('a', 1, { timeoutMs: Number.POSITIVE_INFINITY })
    const error = await errorOf(client.query('a', 1, { timeoutMs: 60 }))
    expect(error.code).toBe('CLIENT_TIMEOUT')
    server.open()
    expect(await patient).toEqual({ path: 'a', input: 1 })
  })
})

it('those who stay get their own answer, whoever leaves and whenever', async () => {
  const server = await serve(async (received, response) => {
    await new Promise((resolve) => setTimeout(resolve, received.paths.length % 3))
    await echo(received, response)
  })
  const caller = fc.record({
    input: fc.integer({ min: 0, max: 3 }),
    leavesAfterMs: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(caller, { maxLength: 20 }), async (callers) => {
      const client = rawClient({ url: server.url, batch: { maxItems: 3 }, retry: false })
      const outcomes = callers.map(({ input, leavesAfterMs }) => {
        const controller = new AbortController()
        if (leavesAfterMs !== undefined) setTimeout(() => controller.abort(), leavesAfterMs)
        return safe(client.query('a', input, { signal: controller.signal }))
      })
      for (const [index, outcome] of (await Promise.all(outcomes)).entries()) {
        const { input, leavesAfterMs } = callers[index] ?? {}
        if (outcome.ok) expect(outcome.data).toEqual({ path: 'a', input })
        else expect([outcome.error.code, leavesAfterMs]).toEqual(['ABORTED', expect.any(Number)])
      }
    }),
    { numRuns: 40 },
  )
})
