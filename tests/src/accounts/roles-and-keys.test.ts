import type { Ctx, Scope } from '@loadout/core'
import {
  authenticateApiKey,
  authenticateSession,
  createApiKey,
  createOwnKey,
  createUser,
  listAudit,
  listOwnKeys,
  revokeApiKey,
  revokeOwnKey,
  setRole,
} from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, as, PASSWORD, quickPasswords, signIn } from './signing-in.ts'

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, passwords: quickPasswords(), actor: { kind: 'system', name: 'test' } }
})
afterAll(() => infra.close())

/** Somebody with this role, signed in. */
async function somebody(role: 'user' | 'moderator' | 'admin' = 'user') {
  const user = await addUser(ctx, role)
  const grant = await signIn(ctx, user)
  return { ...user, grant, own: await as(ctx, grant) }
}
const keyOf = (own: Ctx, scopes: Scope[], more: { readonly expiresAt?: string } = {}) =>
  createOwnKey(own, { name: 'bot', scopes, ...more })

describe('a role', () => {
  it('counts at once, for sessions that run already', async () => {
    const admin = await somebody('admin')
    const user = await somebody()
    expect(await setRole(admin.own, { accountId: user.id, role: 'moderator' })).toEqual({
      accountId: user.id,
      role: 'moderator',
    })
    const { actor } = await as(ctx, user.grant)
    expect(actor).toMatchObject({ role: 'moderator' })
    const { items } = await listAudit(user.own, { limit: 1 })
    expect(items).toMatchObject([
      { event: 'role-changed', actor: 'staff', detail: { role: 'moderator' } },
    ])
  })

  it('is given by admins and the operator alone, and never to oneself', async () => {
    const { id } = await somebody()
    const admin = await somebody('admin')
    const key = { kind: 'api-key', keyId: 'k', scopes: [] } as const
    const refused: readonly (readonly [Ctx, number, string])[] = [
      [(await somebody()).own, id, 'FORBIDDEN'],
      [(await somebody('moderator')).own, id, 'FORBIDDEN'],
      [admin.own, admin.id, 'FORBIDDEN'],
      [{ ...ctx, actor: key }, id, 'FORBIDDEN'],
      [{ ...ctx, actor: { kind: 'anonymous' } }, id, 'UNAUTHENTICATED'],
    ]
    for (const [of, accountId, code] of refused) {
      await expect(setRole(of, { accountId, role: 'admin' })).rejects.toMatchObject({ code })
    }
    await expect(setRole(ctx, { accountId: id, role: 'admin' })).resolves.toBeDefined()
  })

  it('is for accounts that are there and have signed up', async () => {
    const { id: guest } = await infra.db
      .insertInto('account')
      .values({ kind: 'guest' })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const accountId of [guest, 2_147_483_647]) {
      await expect(setRole(ctx, { accountId, role: 'admin' })).rejects.toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      })
    }
  })
})

describe('an account that the operator makes', () => {
  const input = {
    email: 'op@example.org',
    name: 'Operator',
    password: PASSWORD,
    role: 'admin',
  } as const

  it('has the role from the start', async () => {
    expect(await createUser(ctx, input)).toMatchObject({ role: 'admin', name: 'Operator' })
    const own = await as(ctx, await signIn(ctx, input))
    expect(own.actor).toMatchObject({ role: 'admin' })
  })

  it('is made by nobody else, and only of what could be registered', async () => {
    const { own } = await somebody('admin')
    const other = { ...input, email: 'op2@example.org', name: 'Operator two' }
    await expect(createUser(own, other)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const [field, value] of [
      ['email', 'nonsense'],
      ['name', '<b>'],
      ['password', 'password1'],
    ] as const) {
      await expect(createUser(ctx, { ...other, [field]: value })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: expect.arrayContaining([expect.objectContaining({ pointer: `/${field}` })]),
      })
    }
    await expect(createUser(ctx, { ...other, email: input.email })).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    })
  })
})

describe('a key of an account', () => {
  it('has scopes of the role, at most', async () => {
    const { own } = await somebody('moderator')
    const { token } = await keyOf(own, ['moderation:write'])
    expect(await authenticateApiKey(ctx, token)).toMatchObject({ scopes: ['moderation:write'] })
    await expect(keyOf(own, ['moderation:write', 'ops:write'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('ops:write'),
    })
    await expect(keyOf((await somebody()).own, ['moderation:write'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('loses what the role loses, and has it again with it', async () => {
    const { id, own } = await somebody('admin')
    const { token } = await keyOf(own, ['moderation:write', 'ops:write'])
    const scopes = async () => {
      const actor = await authenticateApiKey(ctx, token)
      return actor.kind === 'api-key' ? actor.scopes.toSorted() : null
    }
    expect(await scopes()).toEqual(['moderation:write', 'ops:write'])
    await setRole(ctx, { accountId: id, role: 'moderator' })
    expect(await scopes()).toEqual(['moderation:write'])
    await setRole(ctx, { accountId: id, role: 'user' })
    expect(await scopes()).toEqual([])
    await setRole(ctx, { accountId: id, role: 'admin' })
    expect(await scopes()).toEqual(['moderation:write', 'ops:write'])
  })

  it('is no good while its account is banned, for a time or for good', async () => {
    const { id, own } = await somebody('admin')
    const { token } = await keyOf(own, ['ops:read'])
    const until = (time: string) =>
      sql`update account set banned_until = ${time}::timestamptz where id = ${id}`.execute(infra.db)
    for (const time of ['infinity', new Date(Date.now() + 60_000).toISOString()]) {
      await until(time)
      await expect(authenticateApiKey(ctx, token)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
    }
    await until(new Date(Date.now() - 1_000).toISOString())
    await expect(authenticateApiKey(ctx, token)).resolves.toBeDefined()
  })

  it('is seen and ended by its owner and the operator, and by no other account', async () => {
    const [one, other] = [await somebody('admin'), await somebody('admin')]
    const { id, token } = await keyOf(one.own, ['ops:read'])
    expect((await listOwnKeys(one.own)).items).toMatchObject([
      { id, name: 'bot', scopes: ['ops:read'] },
    ])
    expect((await listOwnKeys(other.own)).items).toEqual([])
    await expect(revokeOwnKey(other.own, { id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ pointer: '/id' }],
    })
    await expect(authenticateApiKey(ctx, token)).resolves.toBeDefined()
    expect(await revokeOwnKey(one.own, { id })).toEqual({ accepted: true })
    await expect(authenticateApiKey(ctx, token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect((await listOwnKeys(one.own)).items).toEqual([])
    const { items } = await listAudit(one.own, { limit: 2 })
    expect(items.map(({ event, detail }) => [event, detail?.key])).toEqual([
      ['api-key-revoked', id],
      ['api-key-made', id],
    ])
    const again = await keyOf(one.own, ['ops:read'])
    await revokeApiKey(ctx, { id: again.id })
    await expect(authenticateApiKey(ctx, again.token)).rejects.toThrow()
  })

  it('of the operator is none of an account’s', async () => {
    const { own } = await somebody('admin')
    const { id } = await createApiKey(ctx, { name: 'ops', scopes: ['ops:read'] })
    await expect(revokeOwnKey(own, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends when it was said to, and with its account', async () => {
    const { id, own } = await somebody('admin')
    const soon = { expiresAt: new Date(Date.now() + 50).toISOString() }
    const short = await keyOf(own, ['ops:read'], soon)
    const isOver = () =>
      authenticateApiKey(ctx, short.token).then(
        () => false,
        () => true,
      )
    await expect.poll(isOver, { timeout: 5_000 }).toBe(true)
    await expect(keyOf(own, ['ops:read'], soon)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/expiresAt', message: 'must be in the future' }],
    })
    const { token } = await keyOf(own, ['ops:read'])
    await infra.db.deleteFrom('account').where('id', '=', id).execute()
    await expect(authenticateApiKey(ctx, token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('makes no other keys, and does nothing that a person does', async () => {
    const { own } = await somebody('admin')
    const { token } = await keyOf(own, ['ops:write'])
    const asKey: Ctx = { ...ctx, actor: await authenticateApiKey(ctx, token) }
    await expect(keyOf(asKey, ['ops:read'])).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(listOwnKeys(asKey)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(setRole(asKey, { accountId: 1, role: 'admin' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('the audit of an account', () => {
  it('is read page by page by its owner, the latest first, and nobody else’s is in it', async () => {
    const { grant, own, ...user } = await somebody('moderator')
    await somebody()
    for (let n = 0; n < 3; n += 1) await signIn(ctx, user)
    const seen: { readonly id: number; readonly event: string }[] = []
    let cursor: string | undefined
    do {
      const page = await listAudit(own, { limit: 2, cursor })
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen.map(({ event }) => event)).toEqual([
      ...['signed-in', 'signed-in', 'signed-in', 'signed-in', 'role-changed', 'registered'],
    ])
    expect(seen.map(({ id }) => id)).toEqual(seen.map(({ id }) => id).toSorted((a, b) => b - a))
    await expect(authenticateSession(ctx, grant.accessToken)).resolves.toBeDefined()
  })

  it('has cursors that are good for it alone', async () => {
    const [one, other] = [await somebody('moderator'), await somebody('moderator')]
    const { nextCursor } = await listAudit(one.own, { limit: 1 })
    const cursor = nextCursor ?? ''
    await expect(listAudit(other.own, { limit: 1, cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})
