import { describe, expect, it, vi } from 'vitest'
import { resolveOptions } from './options.ts'

describe('resolveOptions', () => {
  it.each([
    ['https://api.example.gg', 'https://api.example.gg/trpc'],
    ['https://example.gg/api//', 'https://example.gg/api/trpc'],
    ['', '/trpc'],
  ])('finds the endpoint of %j', (url, endpoint) => {
    expect(resolveOptions({ url }).endpoint).toBe(endpoint)
  })

  it('sends the API key as a bearer token', async () => {
    const { headers } = resolveOptions({
      url: '',
      apiKey: 'ldk_1_secret',
      headers: { 'x-app': 'site' },
    })
    expect(await headers()).toEqual({ authorization: 'Bearer ldk_1_secret', 'x-app': 'site' })
  })

  it('asks a headers function every time', async () => {
    let count = 0
    const { headers } = resolveOptions({
      url: '',
      headers: () => {
        count += 1
        return { 'x-count': String(count) }
      },
    })
    expect([await headers(), await headers()]).toEqual([{ 'x-count': '1' }, { 'x-count': '2' }])
  })

  it('overrides single limits and keeps the others', () => {
    const settings = resolveOptions({ url: '', batch: { maxItems: 5 }, retry: { max: 1 } })
    expect(settings.batch).toEqual({ maxItems: 5, maxUrlLength: 4_000, maxBodyLength: 300_000 })
    expect(settings.retry).toEqual({ max: 1, baseDelayMs: 200, maxDelayMs: 10_000 })
  })

  it('turns batching and retries off', () => {
    const settings = resolveOptions({ url: '', batch: false, retry: false })
    expect([settings.batch.maxItems, settings.retry.max]).toEqual([1, 0])
  })

  it('looks the global fetch up when it is needed', async () => {
    const { fetch } = resolveOptions({ url: '' })
    const answer = new Response('later')
    vi.stubGlobal('fetch', () => Promise.resolve(answer))
    expect(await fetch('http://loopback', {})).toBe(answer)
    vi.unstubAllGlobals()
  })
})
