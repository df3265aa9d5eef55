import type { Ctx } from '@loadout/core'
import {
  confirmTotp,
  disableTotp,
  listAudit,
  login,
  profile,
  renewRecoveryCodes,
  setUpTotp,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addUser,
  as,
  CLIENT,
  codeOf,
  openAttempts,
  PASSWORD,
  quickPasswords,
  signIn,
  type User,
} from './signing-in.ts'

/** In the middle of a step, so that no test runs into the next one. */
const START = Math.floor(Date.now() / 30_000) * 30_000 + 15_000

let infra: TestInfra
let ctx: Ctx
/** So many steps of 30 s after the start, by the clock of the installation. */
const after = (steps: number, of: Ctx = ctx): Ctx => ({
  ...of,
  // Access tokens go by it too.
  accounts: { ...of.accounts, accessTokenSeconds: 3_600 },
  clock: { now: () => new Date(START + steps * 30_000) },
})
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  const services = { ...infra, passwords: quickPasswords() }
  ctx = after(0, { ...services, actor: { kind: 'anonymous' } })
})
afterAll(() => infra.close())

const wrong = { code: 'WRONG_CODE', fields: [{ pointer: '/code' }] }
const outcome = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code)).toSorted()

interface Protected {
  readonly user: User
  readonly own: Ctx
  readonly recoveryCodes: readonly string[]
  /** The code of so many steps after the start. */
  code(steps?: number): string
}

/** Somebody with a second factor, whose code of step 0 was taken to set it up. */
async function protect(): Promise<Protected> {
  const user = await addUser(ctx)
  const own = await as(ctx, await signIn(ctx, user))
  const { secret, uri } = await setUpTotp(own, { password: PASSWORD })
  expect(new URL(uri).searchParams.get('secret')).toBe(secret)
  const code = (steps = 0) => codeOf(secret, { steps, at: START })
  const { recoveryCodes } = await confirmTotp(own, { code: code(0) })
  return { user, own, recoveryCodes, code }
}

describe('setting up a second factor', () => {
  it('takes the password, and counts once a code has come back', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    await expect(setUpTotp(own, { password: 'wrong' })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
    const { secret } = await setUpTotp(own, { password: PASSWORD })
    await expect(signIn(ctx, user)).resolves.toBeDefined()
    await expect(confirmTotp(own, { code: '000000' })).rejects.toMatchObject(wrong)
    await confirmTotp(own, { code: codeOf(secret, { at: START }) })
    expect(await profile(own)).toMatchObject({ secondFactor: true })
    await expect(signIn(ctx, user)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' })
  })

  it('starts over with another secret until then, and the one before is void', async () => {
    const own = await as(ctx, await signIn(ctx, await addUser(ctx)))
    const first = await setUpTotp(own, { password: PASSWORD })
    const second = await setUpTotp(own, { password: PASSWORD })
    const code = (secret: string) => ({ code: codeOf(secret, { at: START }) })
    await expect(confirmTotp(own, code(first.secret))).rejects.toMatchObject(wrong)
    await expect(confirmTotp(own, code(second.secret))).resolves.toBeDefined()
  })

  it('is done once: neither secret nor codes are replaced by doing it again', async () => {
    const { own, code } = await protect()
    await expect(setUpTotp(own, { password: PASSWORD })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(confirmTotp(own, { code: code(1) })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('hands out one set of recovery codes when it is confirmed twice at once', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    const { secret } = await setUpTotp(own, { password: PASSWORD })
    const codes = [0, 1].map((steps) => codeOf(secret, { steps, at: START }))
    const results = await Promise.allSettled(codes.map((code) => confirmTotp(own, { code })))
    expect(outcome(results)).toEqual(['CONFLICT', 'done'])
    const done = results.find((result) => result.status === 'fulfilled')
    const [code = ''] = done?.value.recoveryCodes ?? []
    await expect(signIn(ctx, user, { code })).resolves.toBeDefined()
  })

  it('confirms the secret that is there, never one that has just replaced it', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    const { secret } = await setUpTotp(own, { password: PASSWORD })
    const [confirmed, again] = await Promise.allSettled([
      confirmTotp(own, { code: codeOf(secret, { at: START }) }),
      setUpTotp(own, { password: PASSWORD }),
    ])
    const { secondFactor } = await profile(own)
    expect(secondFactor).toBe(confirmed.status === 'fulfilled')
    if (secondFactor) expect(again.status).toBe('rejected')
  })

  it('keeps the secret sealed', async () => {
    const own = await as(ctx, await signIn(ctx, await addUser(ctx)))
    const { secret } = await setUpTotp(own, { password: PASSWORD })
    const rows = await infra.db.selectFrom('credential').select('totp_secret').execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('needs a code before there is a secret', async () => {
    const own = await as(ctx, await signIn(ctx, await addUser(ctx)))
    await expect(confirmTotp(own, { code: '000000' })).rejects.toMatchObject(wrong)
  })
})

describe('a code of the authenticator', () => {
  it('is good one step early and one late, and no longer', async () => {
    const { user, code } = await protect()
    const at = (steps: number, ofStep: number) => signIn(after(steps), user, { code: code(ofStep) })
    await expect(at(10, 8)).rejects.toMatchObject(wrong)
    await expect(at(10, 12)).rejects.toMatchObject(wrong)
    await expect(at(10, 9)).resolves.toBeDefined()
    await expect(at(10, 10)).resolves.toBeDefined()
    await expect(at(10, 11)).resolves.toBeDefined()
  })

  it('is taken once, and none from before it', async () => {
    const { user, code } = await protect()
    // The one that confirmed the set-up is spent.
    await expect(signIn(ctx, user, { code: code(0) })).rejects.toMatchObject(wrong)
    await expect(signIn(ctx, user, { code: code(1) })).resolves.toBeDefined()
    await expect(signIn(ctx, user, { code: code(1) })).rejects.toMatchObject(wrong)
    await expect(signIn(after(1), user, { code: code(0) })).rejects.toMatchObject(wrong)
    await expect(signIn(after(2), user, { code: code(2) })).resolves.toBeDefined()
  })

  it('lets one of those in who send it at once', async () => {
    const { user, code } = await protect()
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => signIn(ctx, user, { code: code(1) })),
    )
    expect(outcome(results)).toEqual([...Array.from({ length: 4 }, () => 'WRONG_CODE'), 'done'])
  })

  it('may be typed with spaces', async () => {
    const { user, code } = await protect()
    const typed = ` ${code(1).slice(0, 3)} ${code(1).slice(3)} `
    await expect(signIn(ctx, user, { code: typed })).resolves.toBeDefined()
  })

  it.each(['', '00000', '0000000', 'abcdef', '１２３４５６', "' or 1=1", '\u0000'])(
    'is none when it is %j',
    async (code) => {
      const { user } = await protect()
      await expect(signIn(ctx, user, { code })).rejects.toMatchObject(wrong)
    },
  )

  it('is not even looked at with a wrong password', async () => {
    const { user, code } = await protect()
    const tried = signIn(ctx, user, { password: 'wrong', code: code(1) })
    await expect(tried).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(signIn(ctx, user, { code: code(1) })).resolves.toBeDefined()
  })

  it('that is wrong counts as a failure, and one that is missing does not', async () => {
    const { user } = await protect()
    const attempts = openAttempts()
    const tryIt = (more: { readonly code?: string }) =>
      login(ctx, { email: user.email, password: PASSWORD, ...more }, { client: CLIENT, attempts })
    await expect(tryIt({})).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' })
    expect(attempts.failed).toEqual([])
    await expect(tryIt({ code: '000000' })).rejects.toMatchObject(wrong)
    expect(attempts.failed).toEqual([user.email])
  })

  it('of another server’s secret is wrong, not a failure of ours', async () => {
    const { user, code } = await protect()
    const secret = { ...ctx.secret, key: () => new Uint8Array(32) }
    const tried = signIn({ ...ctx, secret }, user, { code: code(1) })
    await expect(tried).rejects.toMatchObject(wrong)
  })
})

describe('a recovery code', () => {
  it('stands in for the authenticator, one time, also for those who send it at once', async () => {
    const { user, own, recoveryCodes } = await protect()
    const [first = '', second = ''] = recoveryCodes
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => signIn(ctx, user, { code: first })),
    )
    expect(outcome(results)).toEqual([...Array.from({ length: 3 }, () => 'WRONG_CODE'), 'done'])
    await expect(signIn(ctx, user, { code: second.toUpperCase() })).resolves.toBeDefined()
    const { items } = await listAudit(own, { limit: 100 })
    expect(items.filter(({ event }) => event === 'recovery-code-used')).toHaveLength(2)
  })

  it('of somebody else is wrong', async () => {
    const [one, other] = [await protect(), await protect()]
    const [code = ''] = other.recoveryCodes
    await expect(signIn(ctx, one.user, { code })).rejects.toMatchObject(wrong)
    await expect(signIn(ctx, other.user, { code })).resolves.toBeDefined()
  })

  it('is kept as a hash alone', async () => {
    const { user, recoveryCodes } = await protect()
    const rows = await infra.db
      .selectFrom('recovery_code')
      .selectAll()
      .where('account_id', '=', user.id)
      .execute()
    expect(rows).toHaveLength(10)
    for (const code of recoveryCodes) {
      expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''))
    }
  })

  it('is void once there are new ones, which take both factors', async () => {
    const { user, own, recoveryCodes, code } = await protect()
    const [old = ''] = recoveryCodes
    for (const [password, given, refusal] of [
      ['wrong', code(1), 'WRONG_CREDENTIALS'],
      [PASSWORD, '000000', 'WRONG_CODE'],
    ] as const) {
      const tried = renewRecoveryCodes(own, { password, code: given })
      await expect(tried).rejects.toMatchObject({ code: refusal })
    }
    const renewed = await renewRecoveryCodes(own, { password: PASSWORD, code: code(1) })
    await expect(signIn(ctx, user, { code: old })).rejects.toMatchObject(wrong)
    const [fresh = ''] = renewed.recoveryCodes
    await expect(signIn(ctx, user, { code: fresh })).resolves.toBeDefined()
  })

  it('that pays for a change is not spent when the change fails', async () => {
    const { own, recoveryCodes, code } = await protect()
    const [first = ''] = recoveryCodes
    await renewRecoveryCodes(own, { password: PASSWORD, code: first })
    await expect(
      renewRecoveryCodes(own, { password: PASSWORD, code: first }),
    ).rejects.toMatchObject(wrong)
    await expect(
      renewRecoveryCodes(own, { password: PASSWORD, code: code(1) }),
    ).resolves.toBeDefined()
  })
})

describe('taking the second factor off', () => {
  it('takes both, and leaves nothing of it', async () => {
    const { user, own, recoveryCodes, code } = await protect()
    await expect(disableTotp(own, { password: PASSWORD, code: code(5) })).rejects.toMatchObject(
      wrong,
    )
    await disableTotp(own, { password: PASSWORD, code: code(1) })
    await expect(signIn(ctx, user)).resolves.toBeDefined()
    expect(await profile(own)).toMatchObject({ secondFactor: false })
    const again = disableTotp(own, { password: PASSWORD, code: recoveryCodes[0] ?? '' })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    const { secret } = await setUpTotp(own, { password: PASSWORD })
    await confirmTotp(own, { code: codeOf(secret, { at: START }) })
    // Those of the time before are gone.
    const old = signIn(ctx, user, { code: recoveryCodes[0] ?? '' })
    await expect(old).rejects.toMatchObject(wrong)
  })

  it('is done once by those who ask at once with one code', async () => {
    const { own, code } = await protect()
    const results = await Promise.allSettled(
      [0, 1].map(() => disableTotp(own, { password: PASSWORD, code: code(1) })),
    )
    expect(outcome(results)[1]).toBe('done')
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is for people who are signed in', async () => {
    for (const verb of [
      (of: Ctx) => setUpTotp(of, { password: PASSWORD }),
      (of: Ctx) => confirmTotp(of, { code: '000000' }),
      (of: Ctx) => disableTotp(of, { password: PASSWORD, code: '000000' }),
      (of: Ctx) => renewRecoveryCodes(of, { password: PASSWORD, code: '000000' }),
    ]) {
      await expect(verb(ctx)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
      const guest: Ctx = { ...ctx, actor: { kind: 'account', accountId: 1, role: 'guest' } }
      await expect(verb(guest)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
  })
})
