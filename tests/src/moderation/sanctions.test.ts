import type { Ctx } from '@loadout/core'
import { moderationContract as contract } from '@loadout/core/moderation'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../questions/asking.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, later, type Person } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { FREE, impose, inMinutes, lift, sanctions } from './sanctioning.ts'

let harness: Harness
let ctx: Ctx
let productId: number
let moderator: Person
let user: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  productId = await addProduct(ctx)
  moderator = await asPerson(ctx, { role: 'moderator' })
})
afterAll(() => harness.close())
beforeEach(async () => {
  user = await asPerson(ctx)
})

const stateOf = (accountId: number) =>
  ctx.db
    .selectFrom('account')
    .select(['muted_until', 'banned_until', 'shadow_banned'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
const auditOf = (accountId: number) =>
  ctx.db
    .selectFrom('audit_entry')
    .select(['event', 'actor', 'detail'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
const openSession = (accountId: number) =>
  sql`
    insert into session (id, account_id, secret, expires_at)
    values (gen_random_uuid(), ${accountId}, '\\x00', now() + interval '30 days')
  `.execute(ctx.db)
const sessionsOf = (accountId: number) =>
  ctx.db
    .selectFrom('session')
    .select(['end_reason', 'ended_at'])
    .where('account_id', '=', accountId)
    .execute()

describe('moderation.sanction', () => {
  it('warns: nothing changes but what is written down', async () => {
    const { sanctionId, standing } = await impose(moderator, user.accountId, 'warn', {
      reason: 'Mind your words',
    })
    expect(standing).toEqual(FREE)
    expect(await auditOf(user.accountId)).toEqual([
      {
        event: 'warned',
        actor: `account:${moderator.accountId}`,
        detail: { sanctionId, reason: 'Mind your words', until: null },
      },
    ])
    await ask(user, productId, 'May I?')
  })

  it('mutes until a moment: writing says until when, and works again after it', async () => {
    const until = inMinutes(30)
    const { standing } = await impose(moderator, user.accountId, 'mute', { until })
    expect(standing).toEqual({ ...FREE, muted: true, mutedUntil: until })
    await expect(ask(user, productId, 'Hello?')).rejects.toMatchObject({
      code: 'MUTED',
      message: expect.stringContaining(until),
    })
    await ask(later(user, 31 * 60_000), productId, 'Hello?')
    expect((await sanctions(later(moderator, 31 * 60_000), user.accountId)).standing).toEqual(FREE)
  })

  it('mutes for good without a moment', async () => {
    const { standing } = await impose(moderator, user.accountId, 'mute')
    expect(standing).toEqual({ ...FREE, muted: true })
    await expect(ask(later(user, 1e12), productId, 'Ever?')).rejects.toMatchObject({
      code: 'MUTED',
      message: 'This account may not write any more',
    })
  })

  it('bans: every session ends, and what still comes in by an old token is refused', async () => {
    await openSession(user.accountId)
    await openSession(user.accountId)
    const until = inMinutes(60)
    const { standing } = await impose(moderator, user.accountId, 'ban', { until })
    expect(standing).toEqual({ ...FREE, banned: true, bannedUntil: until })
    expect(await sessionsOf(user.accountId)).toEqual(
      Array(2).fill({ end_reason: 'banned', ended_at: expect.any(Date) }),
    )
    await expect(ask(user, productId, 'Still here?')).rejects.toMatchObject({ code: 'BANNED' })
  })

  it('leaves a session alone that was over before', async () => {
    await openSession(user.accountId)
    await sql`update session set ended_at = '2026-01-01', end_reason = 'signed-out'
      where account_id = ${user.accountId}`.execute(ctx.db)
    await impose(moderator, user.accountId, 'ban')
    expect(await sessionsOf(user.accountId)).toMatchObject([{ end_reason: 'signed-out' }])
  })

  it('bans guests: their token is worth nothing any more', async () => {
    const guest = await asGuest(ctx)
    await impose(moderator, guest.accountId, 'ban')
    const left = await ctx.db
      .selectFrom('guest_session')
      .selectAll()
      .where('account_id', '=', guest.accountId)
      .execute()
    expect(left).toEqual([])
    await expect(ask(guest, productId, 'Still here?')).rejects.toMatchObject({ code: 'BANNED' })
  })

  it('keeps no session of others from going on', async () => {
    const other = await asPerson(ctx)
    await openSession(other.accountId)
    await impose(moderator, user.accountId, 'ban')
    expect(await sessionsOf(other.accountId)).toEqual([{ end_reason: null, ended_at: null }])
  })

  it.each([
    ['warned', 'warn'],
    ['muted', 'mute'],
    ['banned', 'ban'],
    ['shadow-banned', 'shadow-ban'],
  ] as const)('writes "%s" into the audit of the account', async (event, kind) => {
    await impose(moderator, user.accountId, kind)
    expect((await auditOf(user.accountId)).map((entry) => entry.event)).toEqual([event])
  })

  it('refuses a moment that is past or too far away, and names the field', async () => {
    for (const until of [inMinutes(-1), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00']) {
      await expect(impose(moderator, user.accountId, 'ban', { until })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: [{ pointer: '/until' }],
      })
    }
    expect(await auditOf(user.accountId)).toEqual([])
  })

  it.each(['warn', 'shadow-ban'] as const)('takes no end of a %s', (kind) => {
    const input = { accountId: 1, kind, until: inMinutes(1), reason: 'A test' }
    const { error } = contract.sanctionInput.safeParse(input)
    expect(error?.issues).toMatchObject([{ path: ['until'] }])
  })

  it('says when there is no such account', async () => {
    await expect(impose(moderator, 2_000_000_000, 'warn')).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    })
    await expect(sanctions(moderator, 2_000_000_000)).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    })
  })
})

describe('who may judge whom', () => {
  const key = (): Ctx => ({
    ...ctx,
    actor: { kind: 'api-key', keyId: 'k1', scopes: ['moderation:write'] },
  })

  it.each(['moderator', 'admin'] as const)('a moderator does not judge a %s', async (role) => {
    const { accountId } = await asPerson(ctx, { role })
    for (const judge of [moderator, key()]) {
      await expect(impose(judge, accountId, 'warn')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await auditOf(accountId)).toEqual([])
  })

  it('an admin judges moderators, but no other admin', async () => {
    const admin = await asPerson(ctx, { role: 'admin' })
    const other = await asPerson(ctx, { role: 'moderator' })
    await impose(admin, other.accountId, 'mute')
    const second = await asPerson(ctx, { role: 'admin' })
    await expect(impose(admin, second.accountId, 'warn')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await impose(ctx, second.accountId, 'warn')
  })

  it('nobody judges themselves', async () => {
    for (const role of ['moderator', 'admin'] as const) {
      const judge = await asPerson(ctx, { role })
      await expect(impose(judge, judge.accountId, 'warn')).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: 'You may not judge yourself',
      })
    }
  })

  it('a moderator who was promoted is out of reach of who sanctioned them', async () => {
    const { sanctionId } = await impose(moderator, user.accountId, 'mute')
    await sql`update account set role = 'moderator' where id = ${user.accountId}`.execute(ctx.db)
    await expect(lift(moderator, sanctionId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('people without the right do not, and learn nothing', async () => {
    for (const [other, code] of [
      [user, 'FORBIDDEN'],
      [await asGuest(ctx), 'UNAUTHENTICATED'],
    ] as const) {
      for (const attempt of [
        () => impose(other, moderator.accountId, 'warn'),
        () => lift(other, 1),
        () => sanctions(other, user.accountId),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code })
      }
    }
  })
})

describe('moderation.lift', () => {
  it('ends a sanction, says who did it, and keeps it in the list', async () => {
    const { sanctionId } = await impose(moderator, user.accountId, 'mute')
    const lifted = await lift(moderator, sanctionId, 'Wrong person')
    expect(lifted).toEqual({ sanctionId, standing: FREE })
    await ask(user, productId, 'So I may?')
    const list = await sanctions(moderator, user.accountId)
    expect(contract.sanctionListOutput.parse(list)).toEqual(list)
    expect(list).toEqual({
      items: [
        {
          id: sanctionId,
          accountId: user.accountId,
          kind: 'mute',
          until: null,
          reason: 'A test',
          by: `account:${moderator.accountId}`,
          at: expect.stringMatching(/Z$/),
          lifted: {
            by: `account:${moderator.accountId}`,
            at: expect.stringMatching(/Z$/),
            reason: 'Wrong person',
          },
        },
      ],
      nextCursor: null,
      standing: FREE,
    })
    expect(await auditOf(user.accountId)).toMatchObject([
      { event: 'muted' },
      { event: 'sanction-lifted', detail: { sanctionId, kind: 'mute', reason: 'Wrong person' } },
    ])
  })

  it('restores what the others still say', async () => {
    const [soon, late] = [inMinutes(10), inMinutes(20)]
    const short = await impose(moderator, user.accountId, 'ban', { until: soon })
    const long = await impose(moderator, user.accountId, 'ban', { until: late })
    const forGood = await impose(moderator, user.accountId, 'ban')
    const hidden = await impose(moderator, user.accountId, 'shadow-ban')
    expect(forGood.standing).toEqual({ ...FREE, banned: true })
    const after = async (sanctionId: number) => (await lift(moderator, sanctionId)).standing
    const still = { ...FREE, banned: true, shadowBanned: true }
    expect(await after(forGood.sanctionId)).toEqual({ ...still, bannedUntil: late })
    expect(await after(long.sanctionId)).toEqual({ ...still, bannedUntil: soon })
    expect(await after(hidden.sanctionId)).toEqual({ ...FREE, banned: true, bannedUntil: soon })
    expect(await after(short.sanctionId)).toEqual(FREE)
    expect(await stateOf(user.accountId)).toEqual({
      muted_until: null,
      banned_until: null,
      shadow_banned: false,
    })
  })

  it('happens once', async () => {
    const { sanctionId } = await impose(moderator, user.accountId, 'mute')
    await lift(moderator, sanctionId)
    await expect(lift(moderator, sanctionId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await auditOf(user.accountId)).toHaveLength(2)
  })

  it('says when there is no such sanction', async () => {
    await expect(lift(moderator, 2_000_000_000)).rejects.toMatchObject({
      code: 'ACTION_NOT_FOUND',
      fields: [{ pointer: '/sanctionId' }],
    })
  })

  it('opens no session again that the ban has ended', async () => {
    await openSession(user.accountId)
    const { sanctionId } = await impose(moderator, user.accountId, 'ban')
    await lift(moderator, sanctionId)
    expect(await sessionsOf(user.accountId)).toMatchObject([{ end_reason: 'banned' }])
  })
})

describe('moderation.sanctions', () => {
  it('pages through those of one account, latest first', async () => {
    const made: number[] = []
    for (let n = 0; n < 5; n += 1) {
      made.push((await impose(moderator, user.accountId, 'warn')).sanctionId)
    }
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await sanctions(moderator, user.accountId, {
        limit: 2,
        ...(cursor && { cursor }),
      })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(made.toReversed())
  })

  it('does not take a cursor of another account', async () => {
    for (let n = 0; n < 2; n += 1) await impose(moderator, user.accountId, 'warn')
    const { nextCursor } = await sanctions(moderator, user.accountId, { limit: 1 })
    const other = await asPerson(ctx)
    await expect(
      sanctions(moderator, other.accountId, { cursor: nextCursor }),
    ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('goes with the account', async () => {
    await impose(moderator, user.accountId, 'ban')
    await sql`delete from account where id = ${user.accountId}`.execute(ctx.db)
    const left = await ctx.db
      .selectFrom('sanction')
      .select('id')
      .where('account_id', '=', user.accountId)
      .execute()
    expect(left).toEqual([])
  })
})
