import type { Ctx } from '@loadout/core'
import { authenticateGuest, createGuest } from '@loadout/core/accounts'
import { addToCart, getCart } from '@loadout/core/cart'
import { adoptGuest } from '@loadout/core/personal'
import { createPost, postsContract } from '@loadout/core/posts'
import { createReview, reviewsContract } from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asUser } from '../support/people.ts'
import { addProduct } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let user: Awaited<ReturnType<typeof asUser>>
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  user = await asUser(ctx)
})

async function aGuest() {
  const { accountId: guestId, token } = await createGuest(ctx)
  const guest: Ctx = { ...ctx, actor: { kind: 'account', accountId: guestId, role: 'guest' } }
  return { guest, guestId, token }
}

const review = (by: Ctx, productId: number) =>
  createReview(
    by,
    reviewsContract.createReviewInput.parse({
      ...{ productId, rating: 4, recommend: true, body: 'fine' },
      author: { name: 'A' },
    }),
  )

const ownerOf = async (table: 'review' | 'post', id: number) =>
  (await ctx.db.selectFrom(table).select('account_id').where('id', '=', id).executeTakeFirst())
    ?.account_id

describe('a guest who signs in', () => {
  it('brings cart and texts along', async () => {
    const productId = await addProduct(ctx)
    const { guest, guestId } = await aGuest()
    await addToCart(guest, { productId, quantity: 2 })
    const { id: reviewId } = await review(guest, productId)
    const post = await createPost(
      guest,
      postsContract.createPostInput.parse({ title: 'Hello', content: 'there', tags: [] }),
    )
    await adoptGuest(ctx, { guestId, accountId: user.accountId })
    expect((await getCart(user)).lines).toMatchObject([{ quantity: 2 }])
    expect(await ownerOf('review', reviewId)).toBe(user.accountId)
    expect(await ownerOf('post', post.id)).toBe(user.accountId)
  })

  it('keeps the second review of one product to the guest, so that an account has one', async () => {
    const productId = await addProduct(ctx)
    const { guest, guestId } = await aGuest()
    await review(user, productId)
    const { id } = await review(guest, productId)
    await adoptGuest(ctx, { guestId, accountId: user.accountId })
    expect(await ownerOf('review', id)).toBe(guestId)
  })

  it('is that guest no more', async () => {
    const { guestId, token } = await aGuest()
    await adoptGuest(ctx, { guestId, accountId: user.accountId })
    expect(await authenticateGuest(ctx, token)).toBeNull()
  })

  it('may be adopted twice, and by itself, without harm', async () => {
    const { guestId } = await aGuest()
    await adoptGuest(ctx, { guestId, accountId: user.accountId })
    await adoptGuest(ctx, { guestId, accountId: user.accountId })
    await adoptGuest(ctx, { guestId: user.accountId, accountId: user.accountId })
    expect(await ownerOf('post', 1)).not.toBe(guestId)
  })
})
