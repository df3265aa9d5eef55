import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

describe('clientAddress', () => {
  it('is the peer while no proxy is trusted, whatever the caller claims', () => {
    expect(clientAddress('192.0.2.1', '203.0.113.9', 0)).toBe('192.0.2.1')
  })

  it.each([
    [1, '203.0.113.9', '203.0.113.9'],
    [1, 'forged, 203.0.113.9', '203.0.113.9'],
    [2, 'forged, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [3, '203.0.113.9', '203.0.113.9'],
    [1, '203.0.113.9:4711', '203.0.113.9'],
    [1, '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    [1, '[2001:db8::1]', '2001:db8:0:0::/64'],
    [1, '2001:db8::1', '2001:db8:0:0::/64'],
  ])('behind %i proxies reads %j as %s', (hops, forwarded, expected) => {
    expect(clientAddress('10.0.0.2', forwarded, hops)).toBe(expected)
  })

  it('is the peer when the proxy says nothing', () => {
    expect(clientAddress('10.0.0.2', undefined, 1)).toBe('10.0.0.2')
  })

  it.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2:bbbb:0:0:9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('counts %s as %s', (remote, expected) => {
    expect(clientAddress(remote, undefined, 0)).toBe(expected)
  })
})
