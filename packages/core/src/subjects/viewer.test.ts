import { describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS } from '../actor.ts'
import { viewerOf } from './viewer.ts'

const viewer = (actor: Actor) => viewerOf({ actor, playerPages: 'consented' })

describe('a viewer', () => {
  it('is an account, or nobody in particular', () => {
    expect(viewer(ANONYMOUS)).toEqual({ accountId: null, isModerator: false, pages: 'consented' })
    const guest = { kind: 'account', accountId: 7, role: 'guest' } as const
    expect(viewer(guest)).toEqual({ accountId: 7, isModerator: false, pages: 'consented' })
    expect(viewerOf({ actor: guest, playerPages: 'open' }).pages).toBe('open')
  })

  it.each<[Actor, boolean]>([
    [{ kind: 'account', accountId: 7, role: 'user' }, false],
    [{ kind: 'account', accountId: 7, role: 'moderator' }, true],
    [{ kind: 'account', accountId: 7, role: 'admin' }, true],
    [{ kind: 'api-key', keyId: '1', scopes: ['catalog:write'] }, false],
    [{ kind: 'api-key', keyId: '1', scopes: ['moderation:write'] }, true],
    [{ kind: 'system', name: 'job' }, true],
  ])('%j moderates: %s', (actor, moderates) => {
    expect(viewer(actor).isModerator).toBe(moderates)
  })
})
