import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ServerSecret } from '../../ports/server-secret.ts'
import { seal, unseal } from './sealed.ts'

const secretOf = (secret: string): ServerSecret => ({
  key: (purpose) => new Uint8Array(createHash('sha256').update(`${secret}.${purpose}`).digest()),
  mac: () => new Uint8Array(32),
})
const secret = secretOf('one')

describe('what is sealed', () => {
  it.each(['', 'a', 'ünïcödé 😀', 'x'.repeat(10_000)])(
    'comes back as it was (%#)',
    async (text) => {
      expect(await unseal(secret, 'keys', await seal(secret, 'keys', text))).toBe(text)
    },
  )

  it('shows nothing of itself, and is another text each time', async () => {
    const [one, two] = await Promise.all([
      seal(secret, 'keys', 'the secret'),
      seal(secret, 'keys', 'the secret'),
    ])
    expect(one).not.toBe(two)
    expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').toString()).not.toContain('secret')
  })

  it('opens with the same secret and for the same purpose only', async () => {
    const sealed = await seal(secret, 'keys', 'text')
    expect(await unseal(secretOf('two'), 'keys', sealed)).toBeNull()
    expect(await unseal(secret, 'totp', sealed)).toBeNull()
  })

  it('is refused when a single character of it was changed', async () => {
    const sealed = await seal(secret, 'keys', 'text')
    for (const part of [0, 2, 3, 4]) {
      const parts = sealed.split('.')
      const text = parts[part] ?? ''
      parts[part] = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
      expect(await unseal(secret, 'keys', parts.join('.')), `part ${part}`).toBeNull()
    }
  })

  it.each([
    ['nothing', ''],
    ['no JWE', 'text'],
    ['empty parts', '....'],
    ['not sealed at all', `${Buffer.from('{"alg":"none"}').toString('base64url')}..a.b.c`],
  ])('is null for %s', async (_, sealed) => {
    expect(await unseal(secret, 'keys', sealed)).toBeNull()
  })

  it('takes no algorithm but ours, whatever the header says', async () => {
    const [, ...rest] = (await seal(secret, 'keys', 'text')).split('.')
    for (const header of [
      { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e9, p2s: 'AAAA' },
      { alg: 'dir', enc: 'A128GCM' },
      { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
    ]) {
      const head = Buffer.from(JSON.stringify(header)).toString('base64url')
      expect(await unseal(secret, 'keys', [head, ...rest].join('.'))).toBeNull()
    }
  })
})
