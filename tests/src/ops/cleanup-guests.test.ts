import type { Ctx } from '@loadout/core'
import { createGuest, POSSESSIONS } from '@loadout/core/accounts'
import { addToCart, addToWishlist, getCart } from '@loadout/core/cart'
import { cleanup } from '@loadout/core/ops'
import { askQuestion, voteOnText } from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'

const RETENTION = {
  rawDays: 30,
  rejectedDays: 90,
  jobRunDays: 14,
  interactionDays: 90,
  cartDays: 90,
  notificationDays: 90,
}

type Guest = Awaited<ReturnType<typeof asGuest>>

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`truncate account, product restart identity cascade`.execute(ctx.db)
  productId = await addProduct(ctx)
})

async function clean(task: string, dryRun = false): Promise<number | undefined> {
  const { tasks } = await cleanup(ctx, { dryRun }, RETENTION)
  return tasks.find((one) => one.task === task)?.removed
}

/** A guest with a cart, its lines last changed so many days ago. */
async function cartOf(...days: readonly number[]): Promise<Guest> {
  const guest = await asGuest(ctx)
  for (const ago of days) {
    const line = await addProduct(ctx)
    await addToCart(guest, { productId: line, quantity: 1 })
    await sql`update cart_item set changed_at = now() - ${ago} * interval '1 day'
      where product_id = ${line}`.execute(ctx.db)
  }
  return guest
}

/** As if the guest had come for the last time long ago. */
const stayAway = ({ accountId }: Guest) =>
  sql`
    with old as (update account set created_at = '2020-01-01' where id = ${accountId})
    update guest_session set expires_at = '2020-06-01' where account_id = ${accountId}
  `.execute(ctx.db)

const exists = async ({ accountId }: Guest) =>
  (await ctx.db.selectFrom('account').select('id').where('id', '=', accountId).execute()).length > 0

describe('carts of guests', () => {
  it('go when nothing in them has changed for long, as a whole', async () => {
    const left = await cartOf(91, 200)
    const touched = await cartOf(89, 200)
    expect(await clean('carts', true)).toBe(2)
    expect((await getCart(left)).lines).toHaveLength(2)
    expect(await clean('carts')).toBe(2)
    expect((await getCart(left)).lines).toEqual([])
    expect((await getCart(touched)).lines).toHaveLength(2)
  })

  it('stay when one of their lines is held by somebody', async () => {
    const left = await cartOf(100, 100)
    await ctx.db.transaction().execute(async (tx) => {
      await sql`select from cart_item order by id limit 1 for update`.execute(tx)
      expect(await clean('carts')).toBe(1)
    })
    expect((await getCart(left)).lines).toHaveLength(1)
  })
})

describe('sessions of guests', () => {
  it('go a day after they have ended', async () => {
    const now = ctx.clock.now().getTime()
    for (const hours of [-25, -23, 1]) {
      const { accountId } = await createGuest(ctx)
      await ctx.db
        .updateTable('guest_session')
        .set({ expires_at: new Date(now + hours * 3_600_000) })
        .where('account_id', '=', accountId)
        .execute()
    }
    expect(await clean('guest-sessions', true)).toBe(1)
    expect(await clean('guest-sessions')).toBe(1)
  })
})

describe('when an account wrote', () => {
  it('is forgotten after a day: only the last minute counts', async () => {
    for (const days of [0, 2]) {
      const guest = await asGuest(ctx)
      await askQuestion(guest, { productId, body: 'Mine?', author: { name: 'Kim' } })
      await sql`update recent_text set latest_at = now() - ${days} * interval '1 day'
        where account_id = ${guest.accountId}`.execute(ctx.db)
    }
    expect(await clean('recent-texts', true)).toBe(1)
    expect(await clean('recent-texts')).toBe(1)
  })
})

describe('guests', () => {
  it('go with their last session when they own nothing', async () => {
    const guest = await asGuest(ctx)
    const here = await asGuest(ctx)
    await stayAway(guest)
    expect(await clean('guests')).toBe(1)
    expect([await exists(guest), await exists(here)]).toEqual([false, true])
  })

  it('are counted on a dry run, as far as sessions are gone', async () => {
    const guest = await asGuest(ctx)
    await stayAway(guest)
    await sql`delete from guest_session where account_id = ${guest.accountId}`.execute(ctx.db)
    expect(await clean('guests', true)).toBe(1)
    expect(await exists(guest)).toBe(true)
  })

  it('stay with what they have written, voted, wished for or put into a cart', async () => {
    const author = await asGuest(ctx)
    const { id } = await askQuestion(author, { productId, body: 'Mine?', author: { name: 'Kim' } })
    const voter = await asGuest(ctx)
    await voteOnText(voter, { subject: { kind: 'question', id }, value: 1 })
    const wisher = await asGuest(ctx)
    await addToWishlist(wisher, { productId })
    const buyer = await cartOf(10)
    const guests = [author, voter, wisher, buyer]
    for (const guest of guests) await stayAway(guest)
    expect(await clean('guests')).toBe(0)
    for (const guest of guests) expect(await exists(guest)).toBe(true)
  })

  it('go once the cart they left is gone', async () => {
    const buyer = await cartOf(100)
    await stayAway(buyer)
    expect(await clean('guests')).toBe(1)
    expect(await exists(buyer)).toBe(false)
  })

  it('lose their wishes with their last session, and go', async () => {
    const [gone, here] = [await asGuest(ctx), await asGuest(ctx)]
    for (const guest of [gone, here]) await addToWishlist(guest, { productId })
    await stayAway(gone)
    await sql`update wishlist_item set added_at = '2020-01-01'`.execute(ctx.db)
    // The session goes first, a day later what it was for.
    expect(await clean('wishlists')).toBe(0)
    expect(await clean('wishlists', true)).toBe(1)
    expect(await clean('wishlists')).toBe(1)
    expect(await exists(gone)).toBe(false)
    expect(await clean('wishlists')).toBe(0)
    expect(await exists(here)).toBe(true)
  })

  it('are gone through in batches', async () => {
    await sql`insert into account (kind, created_at)
      select 'guest', '2020-01-01' from generate_series(1, 2001)`.execute(ctx.db)
    const here = await asGuest(ctx)
    expect(await clean('guests', true)).toBe(2_001)
    expect(await clean('guests')).toBe(2_001)
    expect(await exists(here)).toBe(true)
  })

  it('are known to own whatever table points at an account', async () => {
    const { rows } = await sql<{ name: string; column: string }>`
      select conrelid::regclass::text as name, attname as column
      from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where confrelid = 'account'::regclass and contype = 'f'
      order by name
    `.execute(ctx.db)
    const owners = rows.filter(({ column }) => column === 'account_id')
    expect(owners.map(({ name }) => name)).toEqual([...POSSESSIONS].sort())
    // What others keep of somebody is theirs, and goes with who it is about.
    const others = rows.filter(({ column }) => column !== 'account_id')
    expect(others.map(({ name, column }) => `${name}.${column}`)).toEqual([
      'block.other_id',
      'follow.followed_id',
      'notification.actor_id',
    ])
  })
})
