import { type Actor, type Ctx, isAppError } from '@loadout/core'
import { moderate } from '@loadout/core/moderation'
import {
  recountReviews,
  removeReview,
  reportReview,
  reviewsContract,
  voteReview,
} from '@loadout/core/reviews'
import { sql } from 'kysely'
import { atOnce } from '../support/at-once.ts'
import { chanceOf } from '../support/chance.ts'
import { addProduct } from '../support/store.ts'
import { addCharacteristics, edit, review } from './reviewing.ts'

/** What a caller may be told when others do the same; anything else ends the storm. */
const TOLD = new Set(['REVIEW_DUPLICATE', 'REVIEW_NOT_FOUND', 'OWN_CONTENT', 'CONFLICT'])

export interface Storm {
  readonly operations: number
  /** The same seed has the same calls in the same order; what overlaps with what is up to the machine. */
  readonly seed: number
  readonly products: number
  readonly accounts: number
}

export interface Aftermath {
  readonly productIds: readonly number[]
  /** How many calls of each kind went well. */
  readonly done: Readonly<Record<string, number>>
  /** What the others were told. */
  readonly told: Readonly<Record<string, number>>
}

/** Everything that moves the counters of reviews, all at once, by many people on few products. */
export async function storm(ctx: Ctx, options: Storm): Promise<Aftermath> {
  const chance = chanceOf(options.seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item
  const people = await addPeople(ctx, options.accounts)
  const products = await addProducts(ctx, options.products)
  const written: number[] = []
  const rated = () => 1 + Math.floor(chance() * 5)
  const values = (ids: readonly number[]) =>
    ids.filter(() => chance() < 0.6).map((id) => ({ id, value: rated() }))
  const somebody = () => pick(people)
  const reviewId = () => (written.length === 0 ? 1 : pick(written))

  /** Each draws its numbers before its first wait, so that their order is the seed's. */
  const calls = {
    async create() {
      const { id, traits } = pick(products)
      const over = {
        rating: rated(),
        recommend: chance() < 0.6,
        body: chance() < 0.05 ? 'A casino' : 'Fine',
        characteristics: values(traits),
      }
      written.push((await review(somebody(), id, over)).id)
    },
    edit: () =>
      editOwn(ctx, {
        reviewId: reviewId(),
        rating: rated(),
        ...(chance() < 0.5 && { recommend: chance() < 0.5 }),
        ...(chance() < 0.1 && { body: 'My casino' }),
        ...(chance() < 0.2 && { characteristics: [] }),
      }),
    vote: () => voteReview(somebody(), { reviewId: reviewId(), value: pick([-1, 0, 1] as const) }),
    report: () =>
      reportReview(
        somebody(),
        reviewsContract.reportReviewInput.parse({ reviewId: reviewId(), reason: 'spam' }),
      ),
    remove: () => removeOwn(ctx, reviewId()),
    moderate: () =>
      moderate(ctx, {
        subject: { kind: 'review', id: reviewId() },
        action: pick(['hide', 'restore', 'restore', 'hold', 'delete'] as const),
        reason: 'A storm',
      }),
    recount: () => recountReviews(ctx, { productIds: [pick(products).id, pick(products).id] }),
  } satisfies Record<string, () => Promise<unknown>>

  const done: Record<string, number> = {}
  const told: Record<string, number> = {}
  const results = await atOnce(options.operations, async () => {
    const name = kindOf(chance())
    await calls[name]()
    done[name] = (done[name] ?? 0) + 1
  })
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const { reason } = result
    if (!isAppError(reason) || !TOLD.has(reason.code)) throw reason
    told[reason.code] = (told[reason.code] ?? 0) + 1
  }
  return { productIds: products.map(({ id }) => id), done, told }
}

function kindOf(chance: number) {
  if (chance < 0.42) return 'create'
  if (chance < 0.58) return 'edit'
  if (chance < 0.84) return 'vote'
  if (chance < 0.94) return 'report'
  if (chance < 0.96) return 'remove'
  return chance < 0.99 ? 'moderate' : 'recount'
}

async function addPeople({ db, ...rest }: Ctx, count: number): Promise<readonly Ctx[]> {
  const { rows } = await sql<{ id: number }>`
    insert into account (kind) select 'guest' from generate_series(1, ${count}) returning id
  `.execute(db)
  return rows.map(({ id }) => ({ ...rest, db, actor: personOf(id) }))
}

const personOf = (accountId: number): Actor => ({ kind: 'account', accountId, role: 'guest' })

async function addProducts(ctx: Ctx, count: number) {
  const products: { readonly id: number; readonly traits: readonly number[] }[] = []
  for (let n = 0; n < count; n += 1) {
    const id = await addProduct(ctx)
    products.push({ id, traits: await addCharacteristics(ctx, id, ['Fit', 'Length', 'Comfort']) })
  }
  return products
}

/** As whoever wrote the review, or as nobody in particular. */
async function authorOf(ctx: Ctx, reviewId: number): Promise<Ctx> {
  const row = await ctx.db
    .selectFrom('review')
    .select('account_id')
    .where('id', '=', reviewId)
    .executeTakeFirst()
  return { ...ctx, actor: personOf(row?.account_id ?? 1) }
}

async function editOwn(
  ctx: Ctx,
  input: { readonly reviewId: number; readonly rating: number },
): Promise<unknown> {
  return await edit(await authorOf(ctx, input.reviewId), input)
}

async function removeOwn(ctx: Ctx, reviewId: number): Promise<unknown> {
  return await removeReview(await authorOf(ctx, reviewId), { reviewId })
}
