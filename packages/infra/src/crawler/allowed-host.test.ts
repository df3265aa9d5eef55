import { describe, expect, it } from 'vitest'
import { isAllowedHost } from './allowed-host.ts'

const allowed = (url: string, ...hosts: readonly string[]) => isAllowedHost(new URL(url), hosts)

describe('isAllowedHost', () => {
  it('knows a host by its whole name', () => {
    expect(allowed('https://api.example.com/x', 'api.example.com')).toBe(true)
    expect(allowed('https://API.example.com/x', 'other.com', 'api.example.com')).toBe(true)
    expect(allowed('https://api.example.com.evil.com/', 'api.example.com')).toBe(false)
    expect(allowed('https://evil-api.example.com/', 'api.example.com')).toBe(false)
    expect(allowed('https://api.example.com@evil.com/', 'api.example.com')).toBe(false)
    expect(allowed('https://api.example.com/')).toBe(false)
  })

  it('knows a subdomain by a wildcard, but neither the domain itself nor a look-alike', () => {
    expect(allowed('https://eu.api.example.com/', '*.api.example.com')).toBe(true)
    expect(allowed('https://a.b.example.com/', '*.example.com')).toBe(true)
    expect(allowed('https://api.example.com/', '*.api.example.com')).toBe(false)
    expect(allowed('https://eviexample.com/', '*.example.com')).toBe(false)
  })

  it('counts the port as part of the host', () => {
    expect(allowed('http://127.0.0.1:8080/', '127.0.0.1:8080')).toBe(true)
    expect(allowed('http://127.0.0.1:8081/', '127.0.0.1:8080')).toBe(false)
    expect(allowed('http://127.0.0.1:8080/', '127.0.0.1')).toBe(false)
    expect(allowed('https://example.com:443/', 'example.com')).toBe(true)
    expect(allowed('https://x.example.com:444/', '*.example.com')).toBe(false)
  })
})
