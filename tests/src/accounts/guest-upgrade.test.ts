import type { Ctx } from '@loadout/core'
import { authenticateGuest, createGuest, type NewGuest, register } from '@loadout/core/accounts'
import { addToCart, addToWishlist, getCart, listWishlist } from '@loadout/core/cart'
import { createReview, myReviews, reviewsContract } from '@loadout/core/reviews'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addProduct } from '../support/store.ts'
import { addUser, as, CLIENT, PASSWORD, quickPasswords } from './signing-in.ts'

let infra: TestInfra
let ctx: Ctx
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  ctx = { ...infra, passwords: quickPasswords(), actor: { kind: 'anonymous' } }
})
afterAll(() => infra.close())

const asGuest = ({ accountId }: NewGuest): Ctx => ({
  ...ctx,
  actor: { kind: 'account', accountId, role: 'guest' },
})
const signUp = (tag: string, guestId: number | null) =>
  register(
    ctx,
    { email: `${tag}@example.org`, name: `Guest ${tag}`, password: PASSWORD },
    { client: CLIENT, guestId },
  )

describe('a guest who signs up', () => {
  it('keeps cart, wishes and reviews, and is no guest any more', async () => {
    const guest = await createGuest(ctx, { origin: 'somewhere' })
    const productId = await addProduct(ctx)
    await addToCart(asGuest(guest), { productId, quantity: 2 })
    await addToWishlist(asGuest(guest), { productId })
    await createReview(
      asGuest(guest),
      reviewsContract.createReviewInput.parse({
        ...{ productId, rating: 5, recommend: true },
        body: 'Fits as it should, and lasts.',
        author: { name: 'Kim' },
      }),
    )
    const { profile, grant } = await signUp('keeper', guest.accountId)
    expect(profile.id).toBe(guest.accountId)
    const own = await as(ctx, grant)
    expect((await getCart(own)).lines).toMatchObject([{ product: { id: productId }, quantity: 2 }])
    expect((await listWishlist(own, { limit: 10 })).items).toHaveLength(1)
    expect((await myReviews(own, { limit: 10 })).items).toHaveLength(1)
    expect(await authenticateGuest(ctx, guest.token)).toBeNull()
    const account = await infra.db
      .selectFrom('account')
      .select(['kind', 'origin', 'role'])
      .where('id', '=', guest.accountId)
      .executeTakeFirstOrThrow()
    expect(account).toEqual({ kind: 'user', origin: null, role: 'user' })
  })

  it('twice at once is one account of the guest’s and one that is new', async () => {
    const guest = await createGuest(ctx)
    const both = await Promise.all([
      signUp('twina', guest.accountId),
      signUp('twinc', guest.accountId),
    ])
    const ids = both.map(({ profile }) => profile.id)
    expect(new Set(ids).size).toBe(2)
    expect(ids).toContain(guest.accountId)
  })

  it('with a name that is taken stays a guest, with all that is theirs', async () => {
    const { name } = await addUser(ctx)
    const guest = await createGuest(ctx)
    const productId = await addProduct(ctx)
    await addToCart(asGuest(guest), { productId, quantity: 1 })
    const tried = register(
      ctx,
      { email: 'stays@example.org', name, password: PASSWORD },
      { client: CLIENT, guestId: guest.accountId },
    )
    await expect(tried).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    expect(await authenticateGuest(ctx, guest.token)).not.toBeNull()
    expect((await getCart(asGuest(guest))).lines).toHaveLength(1)
    expect((await signUp('stays', guest.accountId)).profile.id).toBe(guest.accountId)
  })

  it('gets nobody else’s account: not a user’s, not one that was imported, not one that is gone', async () => {
    const user = await addUser(ctx)
    const { id: imported } = await infra.db
      .insertInto('account')
      .values({ kind: 'guest', imported_from: 'atelier:99' })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [n, guestId] of [user.id, imported, 2_147_483_647].entries()) {
      const { profile } = await signUp(`other${'acd'.charAt(n)}`, guestId)
      expect(profile.id).not.toBe(guestId)
    }
    expect(
      await infra.db.selectFrom('account').select('kind').where('id', '=', imported).execute(),
    ).toEqual([{ kind: 'guest' }])
  })
})
