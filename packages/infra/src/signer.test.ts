import { describe, expect, it } from 'vitest'
import { createServerSecret } from './accounts/server-secret.ts'
import { createSigner } from './signer.ts'

describe('createSigner', () => {
  it('signs the same with the same secret, in any process', () => {
    const [one, same, other] = ['s', 's', 't'].map((letter) =>
      createSigner(createServerSecret(letter.repeat(32), '')),
    )
    expect(one?.sign('text')).toMatch(/^[\w-]{22}$/)
    expect(one?.sign('text')).toBe(same?.sign('text'))
    expect(one?.sign('text')).not.toBe(other?.sign('text'))
    expect(one?.sign('text')).not.toBe(one?.sign('texts'))
  })
})
