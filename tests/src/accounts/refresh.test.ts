import type { Ctx } from '@loadout/core'
import {
  authenticateSession,
  type Grant,
  listAudit,
  logout,
  refreshSession,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { addUser, as, letPass, quickPasswords, signIn } from './signing-in.ts'

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, passwords: quickPasswords(), actor: { kind: 'anonymous' } }
})
afterAll(() => infra.close())

const start = async () => signIn(ctx, await addUser(ctx))
const refresh = ({ refreshToken }: Grant) => refreshSession(ctx, refreshToken)
const use = ({ accessToken }: Grant) => authenticateSession(ctx, accessToken)
const later = ({ sessionId }: Grant, seconds: number) => letPass(ctx, sessionId, seconds * 1_000)
const session = ({ sessionId }: Grant) =>
  infra.db.selectFrom('session').selectAll().where('id', '=', sessionId).executeTakeFirstOrThrow()
/** A refresh so many seconds after whatever was before. */
const refreshAfter = async (seconds: number, grant: Grant) => {
  await later(grant, seconds)
  return refresh(grant)
}
const ended = { code: 'SESSION_ENDED' }

describe('a refresh token', () => {
  it('is answered with itself as long as it is young', async () => {
    const first = await start()
    const again = await refreshAfter(19, first)
    expect(again.refreshToken).toBe(first.refreshToken)
    expect(again.accessToken).not.toBe(first.accessToken)
    await expect(use(again)).resolves.toMatchObject({ kind: 'account', role: 'user' })
  })

  it('makes a successor, which all who ask within the grace get', async () => {
    const first = await start()
    await later(first, 21)
    const answers = await atOnce(12, () => refresh(first))
    await later(first, 9)
    const last = await refresh(first)
    const tokens = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value.refreshToken : String(answer.reason),
    )
    expect(new Set([...tokens, last.refreshToken]).size).toBe(1)
    expect(last.refreshToken).not.toBe(first.refreshToken)
    expect(await session(first)).toMatchObject({ generation: 1, previous_generation: 0 })
  })

  it('that comes back after its successor was used ends the session, and says so in the audit', async () => {
    const first = await start()
    const second = await refreshAfter(21, first)
    await use(second)
    const own = await as(ctx, second)
    await later(first, 11)
    await expect(refresh(first)).rejects.toMatchObject(ended)
    for (const grant of [first, second]) {
      await expect(refresh(grant)).rejects.toMatchObject(ended)
      await expect(use(grant)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
    const { items } = await listAudit(own, { limit: 5 })
    expect(items[0]).toMatchObject({ event: 'session-stolen', actor: 'system:sessions' })
    expect(await session(first)).toMatchObject({ end_reason: 'stolen' })
  })

  it('that comes back two generations later ends the session, grace or not', async () => {
    const first = await start()
    const second = await refreshAfter(21, first)
    await refreshAfter(21, second)
    await expect(refresh(first)).rejects.toMatchObject(ended)
    await expect(refresh(second)).rejects.toMatchObject(ended)
  })

  it('whose answer was lost gets another one, any number of times', async () => {
    const first = await start()
    const lost = [await refreshAfter(21, first), await refreshAfter(11, first)]
    const third = await refreshAfter(600, first)
    const tokens = [first, ...lost, third].map(({ refreshToken }) => refreshToken)
    expect(new Set(tokens).size).toBe(4)
    await expect(use(third)).resolves.toBeDefined()
    await expect(refreshAfter(60, third)).resolves.toBeDefined()
  })

  it.each(['refresh', 'use'] as const)(
    'was not lost if its answer comes back (%s) after another was given: two parties have the session',
    async (how) => {
      const first = await start()
      const lost = await refreshAfter(21, first)
      const found = await refreshAfter(11, first)
      await expect(how === 'use' ? use(lost) : refresh(lost)).rejects.toThrow('two parties')
      await expect(use(found)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
      await expect(refresh(found)).rejects.toMatchObject(ended)
      expect(await session(first)).toMatchObject({ end_reason: 'stolen' })
    },
  )

  it('is replaced once, or used: never both, also at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const first = await start()
      const second = await refreshAfter(21, first)
      await later(first, 11)
      const [used, ...replaced] = await Promise.allSettled([
        use(second),
        refresh(first),
        refresh(first),
      ])
      // Whichever was first, the other one has shown that there are two.
      const both = [used, ...replaced].map(({ status }) => status === 'fulfilled')
      expect(both[0] && (both[1] || both[2])).toBe(false)
      expect(await session(first)).toMatchObject({ end_reason: 'stolen' })
      await expect(use(second)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
  })

  it('is nothing to who only refreshes and never calls: a thief is found out all the same', async () => {
    const first = await start()
    const second = await refreshAfter(300, first)
    await later(first, 60)
    await use(await refresh(first))
    await expect(refresh(second)).rejects.toMatchObject(ended)
    await expect(refresh(first)).rejects.toMatchObject(ended)
  })

  it('lasts as long as it is used, and no longer', async () => {
    const first = await start()
    const days = ctx.accounts.sessionDays
    const second = await refreshAfter((days - 1) * 86_400, first)
    expect(second.refreshExpiresIn).toBe(days * 86_400)
    const third = await refreshAfter((days - 1) * 86_400, second)
    await expect(refreshAfter(days * 86_400 + 1, third)).rejects.toMatchObject(ended)
    await expect(use(third)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('of a session that was left is refused without a word of theft', async () => {
    const first = await start()
    expect(await logout(ctx, first.refreshToken)).toEqual({ ended: 1 })
    expect(await logout(ctx, first.refreshToken)).toEqual({ ended: 0 })
    await expect(refresh(first)).rejects.toMatchObject(ended)
    expect(await session(first)).toMatchObject({ end_reason: 'signed-out' })
  })

  it.each([
    ['empty', () => ''],
    ['cut short', (token: string) => token.slice(0, -1)],
    ['of another proof', (token: string) => `${token.slice(0, -4)}0000`],
    ['of another generation', (token: string) => token.replace('_0_', '_1_')],
    ['of another session', (token: string) => token.replace(/^ldr_./, 'ldr_g')],
    [
      'of a session that is not there',
      (token: string) => token.replace(/_.{32}_/, `_${'0'.repeat(32)}_`),
    ],
    ['in capitals', (token: string) => token.toUpperCase()],
    ['followed by something', (token: string) => `${token}\n`],
  ])('that is %s is refused, and ends nothing', async (_, forge) => {
    const first = await start()
    const token = forge(first.refreshToken)
    await expect(refreshSession(ctx, token)).rejects.toMatchObject(ended)
    expect(await logout(ctx, token)).toEqual({ ended: 0 })
    await expect(use(first)).resolves.toBeDefined()
    expect(await session(first)).toMatchObject({ end_reason: null })
  })

  it('is worth nothing to who has read the database', async () => {
    const first = await start()
    const row = JSON.stringify(await session(first))
    expect(row).not.toContain(first.refreshToken.slice(-64))
    const elsewhere = { ...ctx, secret: { ...ctx.secret, mac: () => new Uint8Array(32) } }
    await expect(refreshSession(elsewhere, first.refreshToken)).rejects.toMatchObject(ended)
  })
})

describe('an access token', () => {
  it('outlives one refresh, for calls that are under way, and not two', async () => {
    const first = await start()
    const second = await refreshAfter(21, first)
    await expect(use(first)).resolves.toBeDefined()
    const third = await refreshAfter(21, second)
    await expect(use(second)).resolves.toBeDefined()
    await expect(use(third)).resolves.toBeDefined()
    await expect(use(first)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await session(first)).toMatchObject({ end_reason: null })
  })

  it('is over with its time', async () => {
    const first = await start()
    const at = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1_000) })
    const useAt = (seconds: number) =>
      authenticateSession({ ...ctx, clock: at(seconds) }, first.accessToken)
    await expect(useAt(first.expiresIn - 5)).resolves.toBeDefined()
    await expect(useAt(first.expiresIn + 10)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('a ban', () => {
  it('counts at once, for both tokens, and ends with its time', async () => {
    const user = await addUser(ctx)
    const grant = await signIn(ctx, user)
    const banUntil = (until: Date | null) =>
      infra.db
        .updateTable('account')
        .set({ banned_until: until })
        .where('id', '=', user.id)
        .execute()
    await banUntil(new Date(Date.now() + 60_000))
    await expect(use(grant)).rejects.toMatchObject({ code: 'BANNED' })
    await expect(refresh(grant)).rejects.toMatchObject({ code: 'BANNED' })
    await expect(signIn(ctx, user)).rejects.toMatchObject({ code: 'BANNED' })
    await banUntil(new Date(Date.now() - 1_000))
    await expect(use(grant)).resolves.toBeDefined()
  })
})
