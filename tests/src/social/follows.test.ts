import type { Ctx } from '@loadout/core'
import { socialContract as contract } from '@loadout/core/social'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { all, block, follow, followers, followPerson, follows, type Target } from './socialising.ts'

let harness: Harness
let ctx: Ctx
let user: Person
let other: Person
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  user = await asPerson(ctx)
  other = await asPerson(ctx)
})

const rowsOf = ({ accountId }: Person) =>
  ctx.db.selectFrom('follow').selectAll().where('account_id', '=', accountId).execute()

describe('follows.set', () => {
  it('follows people, tags and products, and lists them, the latest first', async () => {
    const productId = await addProduct(ctx, { name: 'Half-Life', slug: 'half-life' })
    const id = other.accountId
    for (const target of [
      { kind: 'account', id },
      { kind: 'product', id: productId },
      { kind: 'tag', id: 'Speedrun' },
    ] as const) {
      expect(await follow(user, target)).toEqual({ following: true })
    }
    const list = await follows(user)
    expect(contract.followListOutput.parse(list)).toEqual(list)
    const followedAt = expect.stringMatching(/Z$/)
    expect(list).toEqual({
      items: [
        { kind: 'tag', tag: 'speedrun', followedAt },
        {
          kind: 'product',
          product: { id: productId, name: 'Half-Life', slug: 'half-life' },
          followedAt,
        },
        { kind: 'account', account: { id, name: other.name }, followedAt },
      ],
      nextCursor: null,
    })
    for (const kind of contract.TARGET_KINDS) {
      expect((await follows(user, { kind })).items).toMatchObject([{ kind }])
    }
  })

  it('changes nothing the second time, either way', async () => {
    for (let n = 0; n < 2; n += 1) await followPerson(user, other.accountId)
    expect(await rowsOf(user)).toHaveLength(1)
    for (let n = 0; n < 2; n += 1) {
      expect(await followPerson(user, other.accountId, false)).toEqual({ following: false })
    }
    expect(await rowsOf(user)).toEqual([])
  })

  it('knows a tag whatever the case it is written in', async () => {
    await follow(user, { kind: 'tag', id: ' FPS ' })
    await follow(user, { kind: 'tag', id: 'fps' })
    expect(await rowsOf(user)).toHaveLength(1)
    await follow(user, { kind: 'tag', id: 'fps' }, false)
    expect(await rowsOf(user)).toEqual([])
  })

  it('does not follow oneself, and names the field', async () => {
    await expect(followPerson(user, user.accountId)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/target/id' }],
    })
  })

  it('says what is not there; guests are not there to be followed', async () => {
    const guest = await asGuest(ctx)
    for (const id of [2_000_000_000, guest.accountId]) {
      await expect(followPerson(user, id)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
    }
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const id of [2_000_000_000, hidden]) {
      await expect(follow(user, { kind: 'product', id })).rejects.toMatchObject({
        code: 'PRODUCT_NOT_FOUND',
      })
    }
    expect(await followPerson(user, 2_000_000_000, false)).toEqual({ following: false })
  })

  it('is for people who have signed up', async () => {
    const guest = await asGuest(ctx)
    for (const attempt of [() => followPerson(guest, user.accountId), () => follows(guest)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
  })

  it('is refused to an account that is gone meanwhile', async () => {
    await sql`delete from account where id = ${user.accountId}`.execute(ctx.db)
    await expect(follow(user, { kind: 'tag', id: 'fps' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('is refused where one has blocked the other, whoever did', async () => {
    await block(other, user.accountId)
    await expect(followPerson(user, other.accountId)).rejects.toMatchObject({ code: 'BLOCKED' })
    await expect(followPerson(other, user.accountId)).rejects.toMatchObject({ code: 'BLOCKED' })
  })

  it('ends at 5,000, also when the last ones come at once, and goes on when there is room', async () => {
    await sql`
      insert into follow (account_id, tag)
      select ${user.accountId}, 'tag-' || n from generate_series(1, ${contract.MAX_FOLLOWS - 3}::integer) n
    `.execute(ctx.db)
    const results = await atOnce(8, (n) => follow(user, { kind: 'tag', id: `more-${n}` }))
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(5)
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'BAD_INPUT', fields: [{ pointer: '/target' }] })
    }
    expect(await rowsOf(user)).toHaveLength(contract.MAX_FOLLOWS)
    await follow(user, { kind: 'tag', id: 'tag-1' })
    await follow(user, { kind: 'tag', id: 'tag-1' }, false)
    await followPerson(user, other.accountId)
  })

  it('makes one row of the same follow many times at once', async () => {
    const results = await atOnce(16, () => followPerson(user, other.accountId))
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await rowsOf(user)).toHaveLength(1)
  })
})

describe('follows.list', () => {
  it('has each once, however small its pages', async () => {
    for (let n = 0; n < 7; n += 1) await follow(user, { kind: 'tag', id: `tag-${n}` })
    await followPerson(user, other.accountId)
    const names = (items: readonly contract.Follow[]) =>
      items.map((one) => (one.kind === 'tag' ? one.tag : one.kind))
    const tags = ['tag-6', 'tag-5', 'tag-4', 'tag-3', 'tag-2', 'tag-1', 'tag-0']
    for (const limit of [1, 3, 8]) {
      expect(names(await all((over) => follows(user, over), limit))).toEqual(['account', ...tags])
      const only = await all((over) => follows(user, { kind: 'tag', ...over }), limit)
      expect(names(only)).toEqual(tags)
    }
  })

  it('takes a cursor of its own only', async () => {
    for (const id of ['a', 'b']) await follow(user, { kind: 'tag', id })
    const { nextCursor: cursor } = await follows(user, { limit: 1 })
    for (const [who, over] of [
      [user, { kind: 'tag' }],
      [other, {}],
    ] as const) {
      await expect(follows(who, { ...over, cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
  })

  it('leaves out products that cannot be seen any more', async () => {
    const productId = await addProduct(ctx)
    await follow(user, { kind: 'product', id: productId })
    await sql`update product set status = 'hidden' where id = ${productId}`.execute(ctx.db)
    expect((await follows(user)).items).toEqual([])
    await sql`delete from product where id = ${productId}`.execute(ctx.db)
    expect(await rowsOf(user)).toEqual([])
  })

  it('says nothing of what others follow', async () => {
    await follow(other, { kind: 'tag', id: 'fps' })
    expect((await follows(user)).items).toEqual([])
  })
})

describe('follows.followers', () => {
  it('counts those of each kind of target', async () => {
    const productId = await addProduct(ctx)
    const targets: readonly Target[] = [
      { kind: 'account', id: other.accountId },
      { kind: 'product', id: productId },
      { kind: 'tag', id: `fans-of-${user.accountId}` },
    ]
    for (const target of targets) {
      expect(await followers(ctx, target)).toEqual({ followers: 0, more: false })
      await follow(user, target)
      await follow(await asPerson(ctx), target)
      expect(await followers(ctx, target)).toEqual({ followers: 2, more: false })
      await follow(user, target, false)
      expect(await followers(ctx, target)).toEqual({ followers: 1, more: false })
    }
  })

  it('counts up to 10,000 and says when there are more', async () => {
    await sql`
      with fan as (
        insert into account (kind) select 'user' from generate_series(1, ${contract.MAX_COUNTED + 1}::integer)
        returning id
      )
      insert into follow (account_id, tag) select id, 'everybody' from fan
    `.execute(ctx.db)
    const target = { kind: 'tag', id: 'everybody' } as const
    expect(await followers(ctx, target)).toEqual({ followers: 10_000, more: true })
    await sql`delete from follow where id = (select min(id) from follow where tag = 'everybody')`.execute(
      ctx.db,
    )
    expect(await followers(ctx, target)).toEqual({ followers: 10_000, more: false })
  })
})

describe('an account that goes', () => {
  it('takes along what it follows and who follows it', async () => {
    await followPerson(user, other.accountId)
    await followPerson(other, user.accountId)
    await sql`delete from account where id = ${other.accountId}`.execute(ctx.db)
    expect(await rowsOf(user)).toEqual([])
    expect(await rowsOf(other)).toEqual([])
  })
})
