import { randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { hashCode, newRecoveryCodes, newSecret, totpOf } from './second-factor.ts'

const codec = {
  randomBytes: (length: number) => new Uint8Array(randomBytes(length)),
  sha256: (bytes: Uint8Array) => Buffer.from(bytes).toString('hex'),
}
const services = { codec: { ...codec, compress: same, decompress: same } }

function same(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

describe('a secret of an authenticator', () => {
  it('has 160 bits, as RFC 4226 asks for, and is another one each time', () => {
    const [one, two] = [newSecret(services), newSecret(services)]
    expect(one.base32).toMatch(/^[A-Z2-7]{32}$/)
    expect(one.base32).not.toBe(two.base32)
  })

  it('makes codes as RFC 6238 has them', () => {
    // Appendix B: the secret is "12345678901234567890"; six digits of the eight.
    const buffer = new TextEncoder().encode('12345678901234567890').buffer
    const totp = totpOf(new Secret({ buffer }), 'ana')
    const at = (seconds: number) => totp.generate({ timestamp: seconds * 1_000 })
    expect([59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map(at)).toEqual([
      '287082',
      '081804',
      '005924',
      '353130',
    ])
  })

  it('tells an authenticator whose it is, whatever the address', () => {
    const uri = totpOf(newSecret(services), 'ana+b@example.org').toString()
    expect(new URL(uri).protocol).toBe('otpauth:')
    expect(uri).toContain('ana%2Bb%40example.org')
    expect(uri).toContain('issuer=Loadout')
  })
})

describe('recovery codes', () => {
  it('are ten, all different, and none looks like a code of an authenticator', () => {
    const codes = newRecoveryCodes(services)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^r[0-9a-f]{4}-[0-9a-f]{5}-[0-9a-f]{5}$/)
  })

  it('are the same however they are typed', () => {
    const [code = ''] = newRecoveryCodes(services)
    const typed = [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')}\n`]
    for (const text of typed) expect(hashCode(services, text)).toBe(hashCode(services, code))
    expect(hashCode(services, `${code}0`)).not.toBe(hashCode(services, code))
  })
})
