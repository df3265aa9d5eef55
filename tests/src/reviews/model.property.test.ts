import { type Ctx, isAppError } from '@loadout/core'
import { addWord, moderate } from '@loadout/core/moderation'
import {
  myReviews,
  recountReviews,
  removeReview,
  reportReview,
  reviewHistory,
  reviewsContract,
  voteReview,
} from '@loadout/core/reviews'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queue } from '../moderation/moderating.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { type Outcome, ReviewModel } from './model.ts'
import { edit, list, meta, review } from './reviewing.ts'

const PEOPLE = 4
const PRODUCTS = 2
const HELD_WORD = 'unobtainium'

let harness: Harness
let ctx: Ctx
let people: readonly (Ctx & { readonly accountId: number })[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, hideAtReports: 2 } }
  await addWord(ctx, { word: HELD_WORD })
})
afterAll(() => harness.close())

const who = fc.nat(PEOPLE - 1)
const product = fc.nat(PRODUCTS - 1)
/** Mostly of reviews there are. */
const index = fc.nat(4)
const text = fc.record({
  rating: fc.integer({ min: 1, max: 5 }),
  body: fc.constantFrom('Fine', 'Good', `Made of ${HELD_WORD}`),
})

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), who, product, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), who, index, text }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('editOwn' as const), index, text }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeOwn' as const), index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      ...{ who, index },
      value: fc.constantFrom(-1, 0, 1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('report' as const), who, index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('moderate' as const),
      index,
      action: fc.constantFrom('hold', 'hide', 'restore', 'delete'),
    }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

const STATUS_AFTER = {
  hold: 'held',
  hide: 'hidden',
  restore: 'visible',
  delete: 'deleted',
} as const

/** The same in both worlds; each says what came of it. */
class World {
  readonly model = new ReviewModel({ heldWord: HELD_WORD, hideAt: 2 })
  readonly ids: number[] = []
  readonly products: readonly number[]

  constructor(products: readonly number[]) {
    this.products = products
  }

  async run(one: Command): Promise<void> {
    const expected = this.inModel(one)
    const happened = await outcomeOf(this.inDatabase(one))
    expect(happened, JSON.stringify(one)).toBe(expected)
  }

  private inModel(one: Command): Outcome {
    const { model } = this
    switch (one.do) {
      case 'create':
        return model.create(one.who, one.product, one.text)
      case 'edit':
        return model.edit(one.who, one.index, one.text)
      case 'editOwn':
        return model.edit(this.authorOf(one.index), one.index, one.text)
      case 'removeOwn':
        return model.remove(this.authorOf(one.index), one.index)
      case 'vote':
        return model.vote(one.who, one.index, one.value)
      case 'report':
        return model.report(one.who, one.index)
      case 'moderate':
        return model.moderate(one.index, STATUS_AFTER[one.action])
    }
  }

  private async inDatabase(one: Command): Promise<unknown> {
    if (one.do === 'create') {
      const productId = this.products[one.product] ?? 0
      const over = { ...one.text, recommend: one.text.rating > 2 }
      const { id } = await review(person(one.who), productId, over)
      return this.ids.push(id)
    }
    const reviewId = this.ids[one.index] ?? 2_000_000_000
    switch (one.do) {
      case 'edit':
        return await edit(person(one.who), { reviewId, ...one.text })
      case 'editOwn':
        return await edit(person(this.authorOf(one.index)), { reviewId, ...one.text })
      case 'removeOwn':
        return await removeReview(person(this.authorOf(one.index)), { reviewId })
      case 'vote':
        return await voteReview(person(one.who), { reviewId, value: one.value })
      case 'report': {
        const input = reviewsContract.reportReviewInput.parse({ reviewId })
        return await reportReview(person(one.who), input)
      }
      case 'moderate': {
        const subject = { kind: 'review', id: reviewId } as const
        return await moderate(ctx, { subject, action: one.action, reason: 'A test' })
      }
    }
  }

  private authorOf(at: number): number {
    return this.model.reviews[at]?.author ?? 0
  }

  /** Everything that can be read says what the model says. */
  async expectSame(): Promise<void> {
    const { model, ids, products } = this
    for (const [n, productId] of products.entries()) {
      expect(await meta(ctx, productId)).toMatchObject(model.summary(n))
      const { items } = await list(ctx, { productId, sort: 'newest' })
      const shown = model.shown(n).toReversed()
      expect(items.map(({ id }) => id)).toEqual(shown.map((one) => ids[model.reviews.indexOf(one)]))
      for (const [at, item] of items.entries()) {
        const votes = [...(shown[at]?.votes.values() ?? [])]
        expect(item).toMatchObject({
          rating: shown[at]?.rating,
          body: shown[at]?.body,
          helpful: votes.filter((value) => value === 1).length,
          unhelpful: votes.filter((value) => value === -1).length,
        })
      }
    }
    await this.expectOwnSame()
    await this.expectQueueSame()
    expect(await recountReviews(ctx, { productIds: products })).toMatchObject({
      reviews: 0,
      summaries: 0,
      characteristics: 0,
    })
  }

  private async expectOwnSame(): Promise<void> {
    for (const [n, person] of people.entries()) {
      const { items } = await myReviews(person, { limit: 100 })
      const own = items.filter((item) => this.products.includes(item.productId))
      const expected = this.model.reviews.filter((one) => one.author === n).toReversed()
      expect(own.map(({ status }) => status)).toEqual(expected.map(({ status }) => status))
    }
    for (const [at, one] of this.model.reviews.entries()) {
      const input = { reviewId: this.ids[at] ?? 0, limit: 100 }
      expect((await reviewHistory(ctx, input)).items).toHaveLength(one.revisions)
    }
  }

  private async expectQueueSame(): Promise<void> {
    const { items } = await queue(ctx, { limit: 100 })
    const waiting = items.filter(({ subject }) => this.ids.includes(subject.id))
    expect(new Map(waiting.map((one) => [one.subject.id, one.reports]))).toEqual(
      new Map(
        this.model.reviews.flatMap(({ openReports }, at) =>
          openReports === null ? [] : [[this.ids[at] ?? 0, openReports]],
        ),
      ),
    )
  }
}

const person = (n: number): Ctx => people[n] ?? ctx

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code
  }
}

describe('reviews', () => {
  it('do what the model does, whatever is done in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 25, maxLength: 60, size: 'max' }),
        async (commands) => {
          await ctx.db.deleteFrom('moderation_case').execute()
          const guests = await Promise.all(Array.from({ length: PEOPLE }, () => asGuest(ctx)))
          people = guests
          const world = new World([await addProduct(ctx), await addProduct(ctx)])
          for (const one of commands) await world.run(one)
          await world.expectSame()
        },
      ),
      { numRuns: 20, seed: 20_261_121 },
    )
  }, 60_000)
})
