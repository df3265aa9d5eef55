import { describe, expect, it } from 'vitest'
import { cacheControl } from './cache-control.ts'
import { limitResponse, limitStream, MAX_RESPONSE_BYTES } from './limit-response.ts'

const SECOND = { maxAge: 1, staleWhileRevalidate: 10 }
const MINUTE = { maxAge: 60, staleWhileRevalidate: 5 }

describe('cacheControl', () => {
  it.each([
    [[SECOND], 'public, max-age=1, stale-while-revalidate=10'],
    [[MINUTE, SECOND], 'public, max-age=1, stale-while-revalidate=5'],
    [[SECOND, 'private' as const], 'no-store'],
    [[SECOND, null], 'no-store'],
    [[], 'no-store'],
  ])('takes the most restrictive of %j', (policies, expected) => {
    expect(cacheControl(policies)).toBe(expected)
  })
})

describe('limitResponse', () => {
  it('hands on an answer as it is', async () => {
    const response = new Response('{"a":1}', { status: 207, headers: { 'x-a': 'b' } })
    const limited = await limitResponse(response)
    expect(limited.status).toBe(207)
    expect(limited.headers.get('x-a')).toBe('b')
    expect(await limited.text()).toBe('{"a":1}')
  })

  it('counts bytes, not characters', async () => {
    const fits = 'x'.repeat(MAX_RESPONSE_BYTES)
    expect((await limitResponse(new Response(fits))).status).toBe(200)
    await expect(limitResponse(new Response(`${fits}x`))).rejects.toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    })
    const accents = 'é'.repeat(MAX_RESPONSE_BYTES / 2 + 1)
    await expect(limitResponse(new Response(accents))).rejects.toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    })
  })
})

describe('limitStream', () => {
  it('breaks off at the limit', async () => {
    const small = limitStream(new Response('text', { headers: { 'x-a': 'b' } }))
    expect(await small.text()).toBe('text')
    const large = limitStream(new Response('x'.repeat(MAX_RESPONSE_BYTES + 1)))
    await expect(large.text()).rejects.toThrow()
  })
})
