import { describe, expect, it } from 'vitest'
import { createSigner } from './signer.ts'

describe('createSigner', () => {
  it('signs the same with the same secret, in any process', () => {
    const [one, same, other] = ['s'.repeat(32), 's'.repeat(32), 't'.repeat(32)].map(createSigner)
    expect(one?.sign('text')).toMatch(/^[\w-]{22}$/)
    expect(one?.sign('text')).toBe(same?.sign('text'))
    expect(one?.sign('text')).not.toBe(other?.sign('text'))
    expect(one?.sign('text')).not.toBe(one?.sign('texts'))
  })

  it('makes up a secret of its own without one', () => {
    const [one, other] = [createSigner(undefined), createSigner(undefined)]
    expect(one.sign('text')).toBe(one.sign('text'))
    expect(one.sign('text')).not.toBe(other.sign('text'))
  })
})
