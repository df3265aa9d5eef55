import type { Ctx, Services } from '@loadout/core'
import {
  askPasswordReset,
  askVerification,
  authenticateSession,
  changePassword,
  confirmTotp,
  listAudit,
  profile,
  register,
  resetPassword,
  sendMail,
  setUpTotp,
  verifyEmail,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addUser,
  as,
  CLIENT,
  codeOf,
  keptMails,
  PASSWORD,
  quickPasswords,
  signIn,
  tokenOf,
  type User,
} from './signing-in.ts'

const NEW = 'eight dry badgers'
const NEWER = 'nine shy herons'

let infra: TestInfra
let ctx: Ctx
const mailer = keptMails()
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, mailer, passwords: quickPasswords(), actor: { kind: 'anonymous' } }
})
afterAll(() => infra.close())

const mail = async (user: User, purpose: 'verify-email' | 'reset-password') => {
  await sendMail(ctx, { accountId: user.id, purpose })
  return tokenOf(mailer.mails.at(-1))
}
const reset = (token: string, newPassword = NEW) => resetPassword(ctx, { token, newPassword })
const expired = { code: 'LINK_EXPIRED' }
const outcome = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : result.reason.code)).toSorted()

/** Services whose `verify` waits for `meanwhile` before it says what it found. */
function during(meanwhile: () => Promise<unknown>): Services {
  const { verify, ...rest } = quickPasswords()
  const passwords = {
    ...rest,
    async verify(hash: string, password: string) {
      const known = await verify(hash, password)
      await meanwhile()
      return known
    },
  }
  return { ...ctx, passwords }
}

describe('another password', () => {
  it('is set by who knows the present one, and ends all other sessions', async () => {
    const user = await addUser(ctx)
    const [here, elsewhere] = [await signIn(ctx, user), await signIn(ctx, user)]
    const own = await as(ctx, here)
    await expect(
      changePassword(own, { password: 'wrong', newPassword: NEW }),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await changePassword(own, { password: PASSWORD, newPassword: NEW })).toEqual({
      ended: 1,
    })
    await expect(authenticateSession(ctx, here.accessToken)).resolves.toBeDefined()
    await expect(authenticateSession(ctx, elsewhere.accessToken)).rejects.toThrow()
    await expect(signIn(ctx, user)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(signIn(ctx, user, { password: NEW })).resolves.toBeDefined()
  })

  it('must be one that nobody guesses', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    for (const newPassword of ['password1', user.email, `${user.name}99`, 'abababab']) {
      await expect(changePassword(own, { password: PASSWORD, newPassword })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/newPassword' }],
      })
    }
  })

  it('is another one: the present one is refused, and nothing ends', async () => {
    const user = await addUser(ctx)
    const [own, elsewhere] = [await as(ctx, await signIn(ctx, user)), await signIn(ctx, user)]
    const same = { password: PASSWORD, newPassword: PASSWORD }
    await expect(changePassword(own, same)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/newPassword', message: 'is the one you have' }],
    })
    await expect(authenticateSession(ctx, elsewhere.accessToken)).resolves.toBeDefined()
    const wrong = { password: NEW, newPassword: NEW }
    await expect(changePassword(own, wrong)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  it('makes links void that were mailed for a reset', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    const own = await as(ctx, await signIn(ctx, user))
    await changePassword(own, { password: PASSWORD, newPassword: NEW })
    await expect(reset(token)).rejects.toMatchObject(expired)
  })

  it('is not undone by who proved the old one a moment before', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    const token = await mail(user, 'reset-password')
    const late = { ...own, ...during(() => reset(token)), actor: own.actor }
    await expect(
      changePassword(late, { password: PASSWORD, newPassword: NEWER }),
    ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    await expect(signIn(ctx, user, { password: NEW })).resolves.toBeDefined()
  })

  it('is set once when two are chosen at once', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    const results = await Promise.allSettled(
      [NEW, NEWER].map((newPassword) => changePassword(own, { password: PASSWORD, newPassword })),
    )
    expect(outcome(results)).toEqual(['WRONG_CREDENTIALS', 'done'])
  })
})

describe('signing in with a password that changes at that moment', () => {
  it('makes no session that outlives it', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    await expect(
      signIn(
        during(() => reset(token)),
        user,
      ),
    ).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
    const sessions = await infra.db
      .selectFrom('session')
      .select('id')
      .where('account_id', '=', user.id)
      .execute()
    expect(sessions).toEqual([])
  })

  it('does so when only the parameters of its hash do', async () => {
    const user = await addUser(ctx)
    const outdated = { password_hash: `old:${PASSWORD}` }
    await infra.db
      .updateTable('credential')
      .set(outdated)
      .where('account_id', '=', user.id)
      .execute()
    await expect(
      signIn(
        during(() => signIn(ctx, user)),
        user,
      ),
    ).resolves.toBeDefined()
  })
})

describe('a reset', () => {
  it('goes to an address that an account has; the answer does not tell', async () => {
    const user = await addUser(ctx)
    await infra.db.deleteFrom('outbox').execute()
    const answers = [user.email.toUpperCase(), 'nobody@example.org', 'nonsense'].map((email) =>
      askPasswordReset(ctx, { email }),
    )
    expect(await Promise.all(answers)).toEqual(answers.map(() => ({ accepted: true })))
    const jobs = await infra.db.selectFrom('outbox').select('payload').execute()
    expect(jobs).toEqual([{ payload: { accountId: user.id, purpose: 'reset-password' } }])
  })

  it('sets a password, verifies the address, and ends every session', async () => {
    const user = await addUser(ctx)
    const grants = [await signIn(ctx, user), await signIn(ctx, user)]
    const token = await mail(user, 'reset-password')
    expect(mailer.mails.at(-1)).toMatchObject({ to: user.email })
    expect(await reset(token)).toEqual({ ended: 2 })
    for (const { accessToken } of grants) {
      await expect(authenticateSession(ctx, accessToken)).rejects.toThrow()
    }
    await expect(signIn(ctx, user)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const own = await as(ctx, await signIn(ctx, user, { password: NEW }))
    expect(await profile(own)).toMatchObject({ emailVerified: true })
    const { items } = await listAudit(own, { limit: 100 })
    expect(items.map(({ event }) => event)).toContain('password-reset')
  })

  it('works once, also for those who come at once', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    const results = await Promise.allSettled([reset(token), reset(token, NEWER), reset(token)])
    expect(outcome(results)).toEqual(['LINK_EXPIRED', 'LINK_EXPIRED', 'done'])
    await expect(reset(token)).rejects.toMatchObject(expired)
  })

  it('works with the newest mail only, also when mails are made at once', async () => {
    const user = await addUser(ctx)
    const before = mailer.mails.length
    await Promise.all(
      Array.from({ length: 6 }, () =>
        sendMail(ctx, { accountId: user.id, purpose: 'reset-password' }),
      ),
    )
    const tokens = mailer.mails.slice(before).map(tokenOf)
    expect(new Set(tokens).size).toBe(6)
    const results: PromiseSettledResult<unknown>[] = []
    for (const token of tokens) results.push(...(await Promise.allSettled([reset(token)])))
    expect(outcome(results).filter((one) => one === 'done')).toHaveLength(1)
  })

  it('is over after half an hour', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    const shift = (minutes: number) =>
      infra.db
        .updateTable('mailed_token')
        .set({ expires_at: sql<Date>`expires_at - make_interval(mins => ${minutes}::integer)` })
        .where('account_id', '=', user.id)
        .execute()
    await shift(29)
    await expect(reset(token, 'password1')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await shift(1)
    await expect(reset(token)).rejects.toMatchObject(expired)
  })

  it('is no verification, and the other way round', async () => {
    const user = await addUser(ctx)
    const [verification, link] = [
      await mail(user, 'verify-email'),
      await mail(user, 'reset-password'),
    ]
    await expect(reset(verification)).rejects.toMatchObject(expired)
    await expect(verifyEmail(ctx, { token: link })).rejects.toMatchObject(expired)
    await expect(reset(link)).resolves.toBeDefined()
  })

  it('takes no password that anybody would guess, and the link stays good', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    for (const password of ['password1', user.email, 'abababab']) {
      await expect(reset(token, password)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/newPassword' }],
      })
    }
    await expect(reset(token)).resolves.toBeDefined()
  })

  it('hashes nothing for a link that is none', async () => {
    const passwords = quickPasswords()
    const tried = resetPassword({ ...ctx, passwords }, { token: '0'.repeat(64), newPassword: NEW })
    await expect(tried).rejects.toMatchObject(expired)
    expect(passwords.asked).toEqual([])
  })

  it('leaves the second factor of who had the address, and drops that of who never proved it', async () => {
    for (const verified of [true, false]) {
      const user = await addUser(ctx)
      if (verified) await verifyEmail(ctx, { token: await mail(user, 'verify-email') })
      const own = await as(ctx, await signIn(ctx, user))
      const { secret } = await setUpTotp(own, { password: PASSWORD })
      await confirmTotp(own, { code: codeOf(secret) })
      await reset(await mail(user, 'reset-password'))
      const again = signIn(ctx, user, { password: NEW })
      if (verified) await expect(again).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' })
      else await expect(again).resolves.toBeDefined()
    }
  })
})

describe('an account that comes from where others come from', () => {
  it('is known to, until its owner has shown that the mail is theirs', async () => {
    const input = { email: 'home@example.org', name: 'Home body', password: PASSWORD }
    const { profile: own } = await register(ctx, input, {
      ...{ client: CLIENT, guestId: null, origin: 'home' },
    })
    const originOf = () =>
      infra.db
        .selectFrom('account')
        .select('origin')
        .where('id', '=', own.id)
        .executeTakeFirstOrThrow()
    expect(await originOf()).toEqual({ origin: 'home' })
    await verifyEmail(ctx, { token: await mail(own, 'verify-email') })
    expect(await originOf()).toEqual({ origin: null })
  })
})

describe('a mail', () => {
  it('holds a link of the site and nothing that the account chose', async () => {
    const user = await addUser(ctx)
    await sendMail(ctx, { accountId: user.id, purpose: 'verify-email' })
    const { subject = '', text = '', to } = mailer.mails.at(-1) ?? {}
    expect(to).toBe(user.email)
    expect(subject + text).not.toContain(user.name)
    expect(text).toMatch(/\nhttp:\/\/127\.0\.0\.1:3000\/verify-email\?token=[0-9a-f]{64}\n/)
  })

  it('is made anew when it could not be sent, and the token before is void', async () => {
    const user = await addUser(ctx)
    mailer.fail()
    await expect(mail(user, 'verify-email')).rejects.toThrow('hung up')
    const first = tokenOf(mailer.mails.at(-1))
    const second = await mail(user, 'verify-email')
    await expect(verifyEmail(ctx, { token: first })).rejects.toMatchObject(expired)
    await expect(verifyEmail(ctx, { token: second })).resolves.toEqual({ accepted: true })
  })

  it('is not sent to an account that is gone', async () => {
    const before = mailer.mails.length
    expect(await sendMail(ctx, { accountId: 2_147_483_647, purpose: 'verify-email' })).toEqual({
      sent: false,
    })
    expect(mailer.mails).toHaveLength(before)
  })

  it('leaves no token in the database or the outbox', async () => {
    const user = await addUser(ctx)
    const token = await mail(user, 'reset-password')
    const stored = await Promise.all([
      infra.db.selectFrom('mailed_token').selectAll().execute(),
      infra.db.selectFrom('outbox').selectAll().execute(),
    ])
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('verifies an address once, as long as it is the address of the account', async () => {
    const user = await addUser(ctx)
    const own = await as(ctx, await signIn(ctx, user))
    expect(await askVerification(own)).toEqual({ accepted: true })
    const token = await mail(user, 'verify-email')
    await infra.db
      .updateTable('credential')
      .set({ email: 'other@example.org' })
      .where('account_id', '=', user.id)
      .execute()
    await expect(verifyEmail(ctx, { token })).rejects.toMatchObject(expired)
    await infra.db
      .updateTable('credential')
      .set({ email: user.email })
      .where('account_id', '=', user.id)
      .execute()
    const results = await Promise.allSettled([
      verifyEmail(ctx, { token }),
      verifyEmail(ctx, { token }),
    ])
    expect(outcome(results)).toEqual(['LINK_EXPIRED', 'done'])
    expect(await profile(own)).toMatchObject({ emailVerified: true })
  })
})
