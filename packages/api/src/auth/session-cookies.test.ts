import type { Grant } from '@loadout/core/accounts'
import { describe, expect, it } from 'vitest'
import {
  clearedCookies,
  grantCookies,
  readSessionCookies,
  requireCookieTransport,
  takesRefreshCookie,
} from './session-cookies.ts'

const GRANT: Grant = {
  sessionId: '0b0d5bdc-93ab-4c39-a43f-0d3a2f0d1e77',
  accessToken: 'eyJ.a.b',
  issuedAt: 1_800_000_000,
  expiresIn: 300,
  refreshToken: 'ldr_x',
  refreshExpiresIn: 2_592_000,
}
const grant = (isSecure: boolean, had: string | null = null) =>
  grantCookies(GRANT, { isSecure, had })
const read = (cookie: string, isSecure: boolean) =>
  readSessionCookies(new Headers({ cookie }), isSecure)

describe('the cookies of a session', () => {
  it('over https have names that no other host and no plain http can set', () => {
    expect(grant(true)).toEqual([
      '__Host-ld_at=eyJ.a.b; Path=/; Max-Age=300; HttpOnly; SameSite=Lax; Secure',
      '__Secure-ld_rt=ldr_x; Path=/trpc/auth.refresh; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure',
      '__Secure-ld_rt=ldr_x; Path=/trpc/auth.logout; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure',
      '__Secure-ld_rt=ldr_x; Path=/api/auth/refresh; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure',
      '__Secure-ld_rt=ldr_x; Path=/api/auth/logout; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure',
      'ld_signed_in=1800000000; Path=/; Max-Age=2592000; SameSite=Lax; Secure',
    ])
  })

  it('over plain http have names without a prefix', () => {
    const names = grant(false).map((cookie) => cookie.split('=', 1)[0])
    expect(names).toEqual(['ld_at', 'ld_rt', 'ld_rt', 'ld_rt', 'ld_rt', 'ld_signed_in'])
    expect(grant(false).join()).not.toContain('Secure')
  })

  it('leave a refresh token alone that the browser has', () => {
    const kept = grant(true, GRANT.refreshToken)
    expect(kept.map((cookie) => cookie.split('=', 1)[0])).toEqual(['__Host-ld_at', 'ld_signed_in'])
    expect(grant(true, 'ldr_before')).toEqual(grant(true))
  })

  it.each([true, false])('are all cleared, each at its own path (https: %s)', (isSecure) => {
    const place = (cookie: string) => {
      const [pair = '', path] = cookie.split('; ')
      return `${pair.split('=', 1)[0]} ${path}`
    }
    expect(clearedCookies(isSecure).map(place)).toEqual(grant(isSecure).map(place))
    for (const cookie of clearedCookies(isSecure)) expect(cookie).toMatch(/^[^=]+=; .*Max-Age=0; /)
  })

  it('are read by the names that fit the transport, and by no others', () => {
    const both = '__Host-ld_at=a; __Secure-ld_rt=b; ld_at=c; ld_rt=d; ld_signed_in=1'
    expect(read(both, true)).toEqual({ access: 'a', refresh: 'b', isMarked: true })
    expect(read(both, false)).toEqual({ access: 'c', refresh: 'd', isMarked: true })
    expect(read('ld_at=c; ld_rt=d', true)).toEqual({ access: null, refresh: null, isMarked: false })
  })

  it.each(['', 'a=b', 'ld_', 'ld_signed_in', '=ld_at', ';;;ld_at;', '__proto__=ld_at'])(
    'are none in %j',
    (cookie) => {
      expect(read(cookie, false)).toEqual({ access: null, refresh: null, isMarked: false })
    },
  )

  it('may be missing altogether', () => {
    const none = { access: null, refresh: null, isMarked: false }
    expect(readSessionCookies(new Headers(), true)).toEqual(none)
  })
})

describe('takesRefreshCookie', () => {
  it.each([
    ['/trpc/auth.refresh', true],
    ['/trpc/auth.logout', true],
    ['/trpc/auth.refresh,auth.sessions', false],
    ['/trpc/auth%2Erefresh', false],
    ['/trpc/auth.sessions', false],
    ['/trpc/auth.refresh/', false],
  ])('%s: %s', (path, takes) => {
    expect(takesRefreshCookie(path)).toBe(takes)
  })
})

describe('signing in by cookies', () => {
  const at = (url: string, host?: string) =>
    new Request(url, host === undefined ? {} : { headers: { host } })

  it.each([
    'http://localhost/',
    'http://localhost:3000/',
    'http://LOCALHOST:3000/',
    'http://127.0.0.1:3000/',
    'http://127.8.9.1/',
    'http://[::1]:3000/',
  ])('is fine on one’s own machine: %s', (url) => {
    expect(() => requireCookieTransport(at(url), false)).not.toThrow()
  })

  it.each([
    'http://example.org/',
    'http://192.168.0.2:3000/',
    'http://localhost.example.org/',
    'http://127.0.0.1.example.org/',
    'http://[::2]/',
  ])('needs https elsewhere: %s', (url) => {
    expect(() => requireCookieTransport(at(url), false)).toThrow('https')
    expect(() => requireCookieTransport(at(url), true)).not.toThrow()
  })

  it('goes by the host that the browser asked for', () => {
    const request = { url: 'http://127.0.0.1:3000/', headers: new Headers({ host: 'example.org' }) }
    expect(() => requireCookieTransport(request, false)).toThrow('https')
  })
})
