import { AppError } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { trpcErrorResponse } from '../errors/trpc-shape.ts'
import { unwrap } from './unwrap.ts'

const ok = (data: string, headers: Record<string, string> = {}) =>
  new Response(`{"result":{"data":${data}}}`, { headers })

describe('unwrap', () => {
  it.each(['{"a":[1,{"b":"}}"}]}', '[]', 'null', '"é😀"', '{"result":{"data":1}}'])(
    'cuts %s out, byte for byte',
    async (data) => {
      expect(await (await unwrap(ok(data), 'r')).text()).toBe(data)
    },
  )

  it('keeps what the answer says of itself, but its length', async () => {
    const headers = { etag: '"1"', 'cache-control': 'public, max-age=1', 'content-length': '999' }
    const answer = ok('{}', headers)
    answer.headers.append('set-cookie', 'a=1')
    answer.headers.append('set-cookie', 'b=2')
    const unwrapped = await unwrap(answer, 'r')
    expect(unwrapped.headers.get('etag')).toBe('"1"')
    expect(unwrapped.headers.get('cache-control')).toBe('public, max-age=1')
    expect(unwrapped.headers.has('content-length')).toBe(false)
    expect(unwrapped.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('makes a problem of an error, with all that it says', async () => {
    const error = new AppError('RATE_LIMITED', { message: 'Slower', retryAfterSeconds: 7 })
    const answer = trpcErrorResponse(error, 'r-1')
    answer.headers.append('set-cookie', 'gone=; Max-Age=0')
    const problem = await unwrap(answer, 'r-1')
    expect(problem.status).toBe(429)
    expect(problem.headers.get('content-type')).toBe('application/problem+json')
    expect(problem.headers.get('retry-after')).toBe('7')
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(problem.headers.getSetCookie()).toEqual(['gone=; Max-Age=0'])
    expect(await problem.json()).toEqual({
      type: 'urn:loadout:error:RATE_LIMITED',
      title: 'Slower',
      status: 429,
      code: 'RATE_LIMITED',
      requestId: 'r-1',
      retryable: true,
      fields: [],
      retryAfterSeconds: 7,
    })
  })

  it('says which fields are wrong', async () => {
    const fields = [{ pointer: '/limit', message: 'too large' }]
    const problem = await unwrap(trpcErrorResponse(new AppError('BAD_INPUT', { fields }), 'r'), 'r')
    expect(problem.status).toBe(400)
    expect(await problem.json()).toMatchObject({ code: 'BAD_INPUT', fields })
  })

  it('leaves a 304 as it is', async () => {
    const answer = new Response(null, { status: 304, headers: { etag: '"1"' } })
    expect(await unwrap(answer, 'r')).toBe(answer)
  })

  it.each(['', '{"result":{}}', '[{"result":{"data":1}}]'])(
    'takes nothing else for an answer: %j',
    async (text) => {
      await expect(unwrap(new Response(text), 'r')).rejects.toThrow('not wrapped')
    },
  )
})
