import { describe, expect, it } from 'vitest'
import { refuseForeignPages } from './own-pages.ts'

const ALLOWED = ['https://shop.example']

type Said = Readonly<Record<string, string>>

function isRefused(said: Said, hasSession: boolean): boolean {
  const headers = { host: 'api.example.gg', ...said }
  const request = new Request('http://10.0.0.1/trpc/x', { headers })
  try {
    refuseForeignPages(request, { allowed: ALLOWED, hasSession })
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'FORBIDDEN' })
    return true
  }
}

describe('refuseForeignPages', () => {
  it.each<[Said]>([
    [{ origin: 'https://api.example.gg' }],
    [{ origin: 'http://api.example.gg' }],
    [{ origin: 'https://api.example.gg', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'https://shop.example' }],
    [{ origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('lets through %j', (said) => {
    expect([isRefused(said, true), isRefused(said, false)]).toEqual([false, false])
  })

  it.each<[Said]>([
    [{ origin: 'null' }],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
    [{ origin: '' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'https://api.example.gg:8443' }],
    [{ origin: 'https://x.api.example.gg' }],
    [{ origin: 'https://api.example.gg.evil.example' }],
    [{ origin: 'https://SHOP.example' }],
    [{ origin: 'http://shop.example' }],
    [{ origin: 'http://api.example.gg', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': '' }],
  ])('refuses %j', (said) => {
    expect([isRefused(said, true), isRefused(said, false)]).toEqual([true, true])
  })

  it('takes who says nothing for no browser, unless a session says otherwise', () => {
    expect([isRefused({}, false), isRefused({}, true)]).toEqual([false, true])
  })
})
