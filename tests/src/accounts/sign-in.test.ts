import { AppError, type Ctx } from '@loadout/core'
import {
  authenticateSession,
  listAudit,
  listSessions,
  login,
  logout,
  logoutEverywhere,
  profile,
  refreshSession,
  register,
  revokeSession,
  updateProfile,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addUser,
  as,
  CLIENT,
  openAttempts,
  PASSWORD,
  quickPasswords,
  signIn,
} from './signing-in.ts'

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, passwords: quickPasswords(), actor: { kind: 'anonymous' } }
})
afterAll(() => infra.close())

const signUp = (email: string, name: string, password = PASSWORD) =>
  register(ctx, { email, name, password }, { client: CLIENT, guestId: null })
const events = async (own: Ctx) =>
  (await listAudit(own, { limit: 100 })).items.map(({ event }) => event)
const failures = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))

describe('where too many wait for their password to be looked at', () => {
  const busy = {
    ...quickPasswords(),
    requireRoom: () => {
      throw new AppError('AUTH_BUSY', { retryAfterSeconds: 1 })
    },
  }
  // Whatever is asked of it is too much.
  const db = new Proxy({} as Ctx['db'], {
    get: () => {
      throw new Error('the database was asked')
    },
  })

  it('nobody who signs in or up costs anything more', async () => {
    const attempts = openAttempts()
    const flooded = { ...ctx, db, passwords: busy }
    const credentials = { email: 'ana@example.org', password: PASSWORD }
    const refused = await Promise.allSettled([
      login(flooded, credentials, { client: CLIENT, attempts }),
      register(flooded, { ...credentials, name: 'Ana' }, { client: CLIENT, guestId: null }),
    ])
    expect(failures(refused)).toEqual(['AUTH_BUSY', 'AUTH_BUSY'])
    expect(attempts.failed).toEqual([])
    expect(busy.asked).toEqual([])
  })
})

describe('signing up', () => {
  it('makes an account that is signed in, whose address is yet to be verified', async () => {
    const { profile: made, grant } = await signUp('Ana.Maria@Example.org', 'Ana Maria')
    expect(made).toMatchObject({
      name: 'Ana Maria',
      email: 'Ana.Maria@Example.org',
      emailVerified: false,
      role: 'user',
      secondFactor: false,
    })
    const own = await as(ctx, grant)
    expect(own.actor).toMatchObject({ kind: 'account', accountId: made.id, role: 'user' })
    expect(await profile(own)).toEqual(made)
    expect(await events(own)).toEqual(['registered'])
    const jobs = await infra.db.selectFrom('outbox').select('payload').execute()
    expect(jobs).toContainEqual({ payload: { accountId: made.id, purpose: 'verify-email' } })
  })

  it('keeps nothing of the password but its hash', async () => {
    const { profile: made } = await register(
      { ...ctx, passwords: infra.passwords },
      { email: 'hash@example.org', name: 'Hash', password: PASSWORD },
      { client: CLIENT, guestId: null },
    )
    const row = await infra.db
      .selectFrom('credential')
      .selectAll()
      .where('account_id', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(row.password_hash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(row)).not.toContain(PASSWORD)
  })

  it.each([
    ['the address', 'taken@example.org', 'Somebody', 'EMAIL_TAKEN', '/email'],
    ['the address in other letters', 'TAKEN@Example.ORG', 'Someone', 'EMAIL_TAKEN', '/email'],
    ['the name', 'one@example.org', 'Taken Name', 'NAME_TAKEN', '/name'],
    ['a name of the site', 'zero@example.org', 'Moderator', 'NAME_TAKEN', '/name'],
    [
      'a name that looks the same',
      'two@example.org',
      'TАKЕN NАМЕ'.toLowerCase(),
      'NAME_TAKEN',
      '/name',
    ],
    ['the name without its space', 'three@example.org', 'takenname', 'NAME_TAKEN', '/name'],
  ])('refuses %s of another account', async (_, email, name, code, pointer) => {
    await signUp('taken@example.org', 'Taken Name').catch(() => {})
    await expect(signUp(email, name)).rejects.toMatchObject({ code, fields: [{ pointer }] })
  })

  it('refuses a password that anybody would guess, and leaves nothing behind', async () => {
    for (const password of ['password1', 'weak-ling', 'weak@example.org', 'aaaaaaaa']) {
      await expect(signUp('weak@example.org', 'Weakling', password)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/password' }],
      })
    }
    await expect(signUp('weak@example.org', 'Weakling')).resolves.toBeDefined()
  })

  it('gives an address to one of those who ask for it at once, and the others are told', async () => {
    const results = await Promise.allSettled(
      ['Race a', 'Race c', 'Race d', 'Race f'].map((name) => signUp('race@example.org', name)),
    )
    expect(failures(results)).toEqual(['EMAIL_TAKEN', 'EMAIL_TAKEN', 'EMAIL_TAKEN'])
  })

  it('gives a name to one of those who ask for it at once, and the others are told', async () => {
    const results = await Promise.allSettled(
      ['kilo', 'KILO', 'ki1o', 'кilо'].map((name, n) => signUp(`name-${n}@example.org`, name)),
    )
    expect(failures(results)).toEqual(['NAME_TAKEN', 'NAME_TAKEN', 'NAME_TAKEN'])
  })
})

describe('another name', () => {
  it('is refused when it is taken, by a look-alike too, and one’s own may be written anew', async () => {
    const [one, other] = [await addUser(ctx), await addUser(ctx)]
    const own = await as(ctx, await signIn(ctx, one))
    await expect(updateProfile(own, { name: other.name.toUpperCase() })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      fields: [{ pointer: '/name' }],
    })
    expect(await updateProfile(own, { name: one.name.toUpperCase() })).toMatchObject({
      name: one.name.toUpperCase(),
    })
    await updateProfile(own, { name: 'Fresh face' })
    await updateProfile(await as(ctx, await signIn(ctx, other)), { name: one.name })
  })
})

describe('signing in', () => {
  it('takes the address in any case of letters, and no other', async () => {
    const user = await addUser(ctx)
    await expect(signIn(ctx, { email: user.email.toUpperCase() })).resolves.toBeDefined()
    for (const email of [` ${user.email}`, user.email.replace('@', '+x@'), 'аna@example.org']) {
      await expect(signIn(ctx, { email })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    }
  })

  it('says the same for an unknown address and a wrong password, after the same work', async () => {
    const user = await addUser(ctx)
    const passwords = quickPasswords()
    const here = { ...ctx, passwords }
    const refusals = await Promise.allSettled([
      signIn(here, user, { password: 'wrong' }),
      signIn(here, { email: 'nobody@example.org' }, { password: 'wrong too' }),
    ])
    const [wrong, unknown] = refusals.map((one) => one.status === 'rejected' && one.reason)
    expect({ code: wrong.code, message: wrong.message, fields: wrong.fields }).toEqual({
      code: 'WRONG_CREDENTIALS',
      message: unknown.message,
      fields: unknown.fields,
    })
    expect(passwords.asked.toSorted()).toEqual(['pretend wrong too', 'verify wrong'])
  })

  it('counts what went wrong against the address that was tried, known or not, and no success', async () => {
    const user = await addUser(ctx)
    const attempts = openAttempts()
    const tryIt = (email: string, password: string) =>
      login(ctx, { email, password }, { client: CLIENT, attempts }).catch(() => {})
    await tryIt(user.email.toUpperCase(), 'wrong')
    await tryIt('Nobody@example.org', 'wrong')
    await tryIt(user.email, PASSWORD)
    expect(attempts.failed).toEqual([user.email, 'nobody@example.org'])
    const own = await as(ctx, await signIn(ctx, user))
    const [latest, ...earlier] = await events(own)
    expect([latest, ...earlier.slice(0, 2)]).toEqual(['signed-in', 'signed-in', 'sign-in-failed'])
  })

  it('asks nothing of the password of who has failed too often', async () => {
    const user = await addUser(ctx)
    const passwords = quickPasswords()
    const attempts = {
      take: () => Promise.reject(new Error('RATE_LIMITED')),
      giveBack: () => Promise.resolve(),
    }
    const tried = login(
      { ...ctx, passwords },
      { email: user.email, password: PASSWORD },
      { client: CLIENT, attempts },
    )
    await expect(tried).rejects.toThrow('RATE_LIMITED')
    expect(passwords.asked).toEqual([])
  })

  it('is told when too many are at it, which is no failure of theirs', async () => {
    const user = await addUser(ctx)
    const attempts = openAttempts()
    const busy = () => Promise.reject(new AppError('AUTH_BUSY', { retryAfterSeconds: 1 }))
    const passwords = { ...quickPasswords(), verify: busy, pretend: busy }
    for (const email of [user.email, 'nobody@example.org']) {
      const input = { email, password: PASSWORD }
      await expect(
        login({ ...ctx, passwords }, input, { client: CLIENT, attempts }),
      ).rejects.toMatchObject({ code: 'AUTH_BUSY', retryAfterSeconds: 1 })
    }
    expect(attempts.failed).toEqual([])
  })

  it('keeps the password under present parameters from then on', async () => {
    const user = await addUser(ctx)
    const credential = infra.db.updateTable('credential').where('account_id', '=', user.id)
    await credential.set({ password_hash: `old:${PASSWORD}` }).execute()
    await Promise.all([signIn(ctx, user), signIn(ctx, user)])
    const { password_hash: hash } = await infra.db
      .selectFrom('credential')
      .select('password_hash')
      .where('account_id', '=', user.id)
      .executeTakeFirstOrThrow()
    expect(hash).toBe(`quick:${PASSWORD}`)
    await expect(signIn(ctx, user)).resolves.toBeDefined()
  })

  it('leaves a hash alone when the password was wrong', async () => {
    const user = await addUser(ctx)
    const credential = infra.db.updateTable('credential').where('account_id', '=', user.id)
    await credential.set({ password_hash: `old:${PASSWORD}` }).execute()
    await expect(signIn(ctx, user, { password: 'wrong' })).rejects.toThrow()
    const row = await infra.db
      .selectFrom('credential')
      .select('password_hash')
      .where('account_id', '=', user.id)
      .executeTakeFirstOrThrow()
    expect(row.password_hash).toBe(`old:${PASSWORD}`)
  })
})

describe('sessions', () => {
  it('are listed for their owner, the present one marked, and ended one by one', async () => {
    const user = await addUser(ctx)
    const [one, two] = [await signIn(ctx, user), await signIn(ctx, user)]
    const own = await as(ctx, two)
    const { items } = await listSessions(own)
    expect(items.map(({ id, current }) => ({ id, current }))).toEqual([
      { id: two.sessionId, current: true },
      { id: one.sessionId, current: false },
    ])
    expect(items[0]).toMatchObject({ userAgent: 'test', network: '192.0.2.0/24' })
    expect(await revokeSession(own, { sessionId: one.sessionId })).toEqual({ ended: 1 })
    await expect(authenticateSession(ctx, one.accessToken)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    await expect(refreshSession(ctx, one.refreshToken)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    })
    await expect(revokeSession(own, { sessionId: one.sessionId })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
    expect((await listSessions(own)).items).toHaveLength(1)
    expect(await events(own)).toContain('session-revoked')
  })

  it('of others are not there', async () => {
    const [mine, theirs] = [
      await signIn(ctx, await addUser(ctx)),
      await signIn(ctx, await addUser(ctx)),
    ]
    const own = await as(ctx, mine)
    await expect(revokeSession(own, { sessionId: theirs.sessionId })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
    await expect(authenticateSession(ctx, theirs.accessToken)).resolves.toBeDefined()
  })

  it('end together when one signs out everywhere', async () => {
    const user = await addUser(ctx)
    const grants = [await signIn(ctx, user), await signIn(ctx, user), await signIn(ctx, user)]
    const other = await signIn(ctx, await addUser(ctx))
    const own = await as(ctx, await signIn(ctx, user))
    expect(await logoutEverywhere(own)).toEqual({ ended: 4 })
    for (const { accessToken } of grants) {
      await expect(authenticateSession(ctx, accessToken)).rejects.toThrow()
    }
    await expect(authenticateSession(ctx, other.accessToken)).resolves.toBeDefined()
    expect(await events(own)).toContain('sessions-revoked')
  })

  it('end by either token, once', async () => {
    const user = await addUser(ctx)
    const grant = await signIn(ctx, user)
    const own = await as(ctx, grant)
    expect(await logout(own, null)).toEqual({ ended: 1 })
    expect(await logout(own, grant.refreshToken)).toEqual({ ended: 0 })
    expect(await logout(ctx, null)).toEqual({ ended: 0 })
    await expect(authenticateSession(ctx, grant.accessToken)).rejects.toThrow()
  })

  it('are for people: neither a guest nor a key nor nobody has any', async () => {
    const actors: readonly [Ctx['actor'], string][] = [
      [{ kind: 'anonymous' }, 'UNAUTHENTICATED'],
      [{ kind: 'account', accountId: 1, role: 'guest' }, 'UNAUTHENTICATED'],
      [{ kind: 'api-key', keyId: 'k', scopes: [] }, 'FORBIDDEN'],
    ]
    for (const [actor, code] of actors) {
      for (const verb of [listSessions, logoutEverywhere, profile]) {
        await expect(verb({ ...ctx, actor })).rejects.toMatchObject({ code })
      }
    }
  })

  it('are gone with the account', async () => {
    const user = await addUser(ctx)
    const grant = await signIn(ctx, user)
    await infra.db.deleteFrom('account').where('id', '=', user.id).execute()
    await expect(authenticateSession(ctx, grant.accessToken)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    await expect(refreshSession(ctx, grant.refreshToken)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    })
  })
})
