import type { Services } from '@loadout/core'
import { authenticateGuest, createGuest, startGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra()
})
afterAll(() => infra.close())

const DAY_MS = 86_400_000

/** The same services, some days later. */
function after(days: number): Services {
  return { ...infra, clock: { now: () => new Date(Date.now() + days * DAY_MS) } }
}

describe('a guest', () => {
  it('is known by its token, of which only a hash is kept', async () => {
    const { accountId, token } = await createGuest(infra)
    const actor = { kind: 'account', accountId, role: 'guest' }
    expect(await authenticateGuest(infra, token)).toEqual({ actor, renewedUntil: null })
    const sessions = await infra.db.selectFrom('guest_session').selectAll().execute()
    expect(JSON.stringify(sessions)).not.toContain(token.slice(4))
  })

  it('is somebody else each time', async () => {
    const [one, other] = await Promise.all([createGuest(infra), createGuest(infra)])
    expect(one.accountId).not.toBe(other.accountId)
    expect(one.token).not.toBe(other.token)
  })

  it.each([
    ['empty', ''],
    ['never given', `ldg_${'a'.repeat(64)}`],
    ['cut short', 'ldg_abc'],
    ['an API key', `ldk_${'a'.repeat(16)}_${'b'.repeat(64)}`],
    ['with a line break', `ldg_${'a'.repeat(64)}\n`],
  ])('is nobody with a token that is %s', async (_, token) => {
    expect(await authenticateGuest(infra, token)).toBeNull()
  })

  it('is forgotten after half a year away', async () => {
    const { token } = await createGuest(infra)
    expect(await authenticateGuest(after(179), token)).not.toBeNull()
    const { token: unused } = await createGuest(infra)
    expect(await authenticateGuest(after(181), unused)).toBeNull()
  })

  it('stays as long as it comes back', async () => {
    const { token } = await createGuest(infra)
    for (const days of [100, 200, 300, 400]) {
      const { clock } = after(days)
      const known = await authenticateGuest({ ...infra, clock }, token)
      const left = (known?.renewedUntil?.getTime() ?? 0) - clock.now().getTime()
      expect(Math.round(left / DAY_MS)).toBe(180)
    }
  })

  it('does not have its session moved each time it is seen', async () => {
    const { token } = await createGuest(infra)
    expect(await authenticateGuest(after(80), token)).toMatchObject({ renewedUntil: null })
  })

  it('that keeps its token itself is told until when it holds', async () => {
    const ctx = { ...infra, actor: { kind: 'anonymous' } } as const
    const { token, expiresAt } = await startGuest(ctx, { origin: null })
    expect(await authenticateGuest(infra, token)).not.toBeNull()
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now() + 179 * DAY_MS)
  })
})
