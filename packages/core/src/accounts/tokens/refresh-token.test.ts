import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ServerSecret } from '../../ports/server-secret.ts'
import { isProven, parseRefreshToken, refreshTokenOf } from './refresh-token.ts'

/** HMAC with the purpose and this secret as the key. */
const secretOf = (secret: string): ServerSecret => ({
  key: () => new Uint8Array(32),
  mac: (purpose, data) =>
    new Uint8Array(createHmac('sha256', `${secret}.${purpose}`).update(data).digest()),
})
const secret = secretOf('one')
const session = { id: '0b0d5bdc-93ab-4c39-a43f-0d3a2f0d1e77', secret: new Uint8Array(32).fill(7) }
const other = { id: '1b0d5bdc-93ab-4c39-a43f-0d3a2f0d1e77', secret: session.secret }

const presented = (token: string) => {
  const parsed = parseRefreshToken(token)
  if (parsed === null) throw new Error(`not a token: ${token}`)
  return parsed
}

describe('a refresh token', () => {
  it('says whose it is, and proves it', () => {
    const parsed = presented(refreshTokenOf(secret, session, 41))
    expect(parsed).toMatchObject({ sessionId: session.id, generation: 41 })
    expect(isProven(secret, session, parsed)).toBe(true)
  })

  it('is the same each time it is made, so that tabs that ask at once get one', () => {
    expect(refreshTokenOf(secret, session, 41)).toBe(refreshTokenOf(secret, session, 41))
    expect(refreshTokenOf(secret, session, 41)).not.toBe(refreshTokenOf(secret, session, 42))
  })

  it('is made of the secret of the session and that of the server: one alone makes none', () => {
    const parsed = presented(refreshTokenOf(secret, session, 41))
    expect(isProven(secretOf('two'), session, parsed)).toBe(false)
    const reset = { ...session, secret: new Uint8Array(32).fill(8) }
    expect(isProven(secret, reset, parsed)).toBe(false)
  })

  it('proves no other generation and no other session', () => {
    const parsed = presented(refreshTokenOf(secret, session, 41))
    expect(isProven(secret, session, { ...parsed, generation: 42 })).toBe(false)
    expect(isProven(secret, other, parsed)).toBe(false)
  })

  it('cannot be read as one of another session whose parts run into each other', () => {
    const token = refreshTokenOf(secret, session, 1)
    const longer = refreshTokenOf(secret, session, 11)
    expect(token.slice(-64)).not.toBe(longer.slice(-64))
  })

  it('fits the generations of a hundred years', () => {
    const many = 100 * 365 * 24 * 180
    expect(presented(refreshTokenOf(secret, session, many))).toMatchObject({ generation: many })
  })

  it.each([
    ['empty', ''],
    ['an API key', `ldk_${'0'.repeat(16)}_${'0'.repeat(64)}`],
    ['without a generation', `ldr_${'0'.repeat(32)}__${'0'.repeat(64)}`],
    ['of a negative generation', `ldr_${'0'.repeat(32)}_-1_${'0'.repeat(64)}`],
    ['of a generation without end', `ldr_${'0'.repeat(32)}_${'z'.repeat(8)}_${'0'.repeat(64)}`],
    ['with dashes in its name', `ldr_${session.id}_0_${'0'.repeat(64)}`],
    ['in capitals', refreshTokenOf(secret, session, 0).toUpperCase()],
    ['cut short', refreshTokenOf(secret, session, 0).slice(0, -1)],
    ['too long', `${refreshTokenOf(secret, session, 0)}0`],
    ['with a line break', `${refreshTokenOf(secret, session, 0)}\n`],
    ['two', `${refreshTokenOf(secret, session, 0)},${refreshTokenOf(secret, session, 1)}`],
  ])('is none when it is %s', (_, token) => {
    expect(parseRefreshToken(token)).toBeNull()
  })
})
