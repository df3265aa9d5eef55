import { describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS, requireScope } from './actor.ts'
import { isAppError } from './errors.ts'

function refusal(actor: Actor): string {
  try {
    requireScope(actor, 'matches:write')
  } catch (error) {
    return isAppError(error) ? error.code : 'other'
  }
  return 'allowed'
}

describe('requireScope', () => {
  it('tells who is unknown from who may not', () => {
    expect(refusal(ANONYMOUS)).toBe('UNAUTHENTICATED')
    const person = { kind: 'account', accountId: 1 } as const
    expect(refusal({ ...person, role: 'guest' })).toBe('UNAUTHENTICATED')
    expect(refusal({ ...person, role: 'user' })).toBe('FORBIDDEN')
    expect(refusal({ ...person, role: 'moderator' })).toBe('FORBIDDEN')
    expect(refusal({ kind: 'api-key', keyId: 'k', scopes: ['ops:read'] })).toBe('FORBIDDEN')
  })

  it('lets a key with the scope and the installation itself through', () => {
    expect(refusal({ kind: 'api-key', keyId: 'k', scopes: ['matches:write'] })).toBe('allowed')
    expect(refusal({ kind: 'system', name: 'cli' })).toBe('allowed')
  })
})
