import { describe, expect, it } from 'vitest'
import { refuseForeignPages } from './own-pages.ts'

const URL = 'http://shop.example:3000/trpc/cart.add'
const ALLOWED = ['https://front.example']

const check = (headers: Readonly<Record<string, string>>, hasSession = true) =>
  refuseForeignPages({ url: URL, headers: new Headers(headers) }, { allowed: ALLOWED, hasSession })

const host = 'shop.example:3000'

describe('what writes', () => {
  it.each([
    ['a page of ours', { host, origin: 'http://shop.example:3000' }],
    ['a page of ours behind TLS', { host, origin: 'https://shop.example:3000' }],
    ['a page of ours, without a host header', { origin: 'http://shop.example:3000' }],
    ['an origin that is allowed', { host, origin: 'https://front.example' }],
    [
      'an allowed one that says it is of another site',
      { host, origin: 'https://front.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['a form of ours', { host, 'sec-fetch-site': 'same-origin' }],
    ['the address bar', { host, 'sec-fetch-site': 'none' }],
  ])('may come from %s', (_, headers) => {
    expect(() => check(headers)).not.toThrow()
    expect(() => check(headers, false)).not.toThrow()
  })

  it.each([
    ['another site', { host, origin: 'https://evil.example' }],
    [
      'another site that says it is ours',
      { host, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['another port', { host, origin: 'http://shop.example:3001' }],
    ['a host below ours', { host, origin: 'http://evil.shop.example:3000' }],
    ['a host that begins like ours', { host, origin: 'http://shop.example:3000.evil.example' }],
    ['an allowed one over plain http', { host, origin: 'http://front.example' }],
    ['an allowed one with a path', { host, origin: 'https://front.example/' }],
    ['a sandbox', { host, origin: 'null' }],
    ['no origin at all', { host, origin: '' }],
    ['what is no origin', { host, origin: 'shop.example:3000' }],
    [
      'our host over plain http, where the browser tells the two apart',
      { host, origin: 'http://shop.example:3000', 'sec-fetch-site': 'cross-site' },
    ],
    ['an allowed one in capitals', { host, origin: 'https://FRONT.example' }],
    ['two origins', { host, origin: 'https://front.example, https://evil.example' }],
    ['another site without an origin', { host, 'sec-fetch-site': 'cross-site' }],
    ['a host next to ours', { host, 'sec-fetch-site': 'same-site' }],
    ['an unknown place', { host, 'sec-fetch-site': 'elsewhere' }],
  ])('may not come from %s, signed in or not', (_, headers) => {
    expect(() => check(headers)).toThrow('another origin')
    expect(() => check(headers, false)).toThrow('another origin')
  })

  it('may come from what is no browser, as long as it has no cookies of a session', () => {
    expect(() => check({ host }, false)).not.toThrow()
    expect(() => check({ host }, true)).toThrow('another origin')
  })
})
