import { type Ctx, isAppError } from '@loadout/core'
import {
  addWord,
  listWords,
  moderate,
  moderationContract,
  moderationLog,
  moderationQueue,
  removeWord,
  undoModeration,
} from '@loadout/core/moderation'
import {
  reviewsContract as contract,
  createReview,
  editReview,
  listReviews,
  myReviews,
  removeReview,
  reportReview,
  respond,
  reviewHistory,
  reviewMeta,
  setCharacteristics,
  setOwnership,
  voteReview,
} from '@loadout/core/reviews'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { addCharacteristics, counted, counters, review } from './reviewing.ts'

let harness: Harness
let staff: Ctx
let guest: Ctx
let productId: number
let reviewId: number
let characteristicId: number

beforeAll(async () => {
  harness = await createHarness()
  staff = harness.ctx
  guest = await asGuest(staff)
  productId = await addProduct(staff, { category: 'Shoes' })
  characteristicId = (await addCharacteristics(staff, productId, ['Fit']))[0] ?? 0
  reviewId = (await review(guest, productId)).id
})
afterAll(() => harness.close())

/** What a caller may write where text is expected, and what breaks parsers. */
const text = fc.oneof(
  fc.constantFrom(
    '\0',
    '\ud800',
    '%',
    '\\',
    "'; drop table review --",
    '__proto__',
    '9'.repeat(400),
  ),
  fc.constantFrom('W10', 'AAAA', 'eyJhIjoxfQ', btoa('["x",1,2]'), btoa('["x",1e999,-1]')),
  fc.constantFrom(
    'https://a.example/1.jpg',
    'https://a.example/\ud800',
    'newest',
    'hide',
    'review',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 53, -0),
)
const value = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 4, arbitrary: number },
  { weight: 2, arbitrary: fc.array(fc.oneof(text, number), { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.oneof(fc.boolean(), fc.constant(null), fc.jsonValue()) },
)
const fields = fc.constantFrom(
  ...['productId', 'reviewId', 'accountId', 'actionId', 'rating', 'recommend', 'summary', 'body'],
  ...['photos', 'characteristics', 'author', 'value', 'reason', 'note', 'sort', 'ratings', 'text'],
  ...['verified', 'withPhotos', 'limit', 'cursor', 'subject', 'action', 'word', 'kind', 'names'],
  ...['category', 'playtimeMinutes', 'owned', '__proto__', 'constructor'],
)
const changes = fc.dictionary(fields, value, { minKeys: 1, maxKeys: 3 })

interface Verb {
  readonly schema: { safeParse(input: unknown): { readonly data?: unknown } }
  readonly call: (input: never) => Promise<unknown>
  /** Fields of an input that the verb takes. */
  readonly valid: () => object
}

const moderation = moderationContract
const ofReview = () => ({ reviewId })
const ofProduct = () => ({ productId })
const nothing = () => ({})
const written = () => ({
  ...{ productId, rating: 3, recommend: true, body: 'Fine', author: { name: 'Kim' } },
  characteristics: [{ id: characteristicId, value: 2 }],
})
const subject = () => ({ kind: 'review', id: reviewId })

const VERBS: Readonly<Record<string, Verb>> = {
  'reviews.list': {
    schema: contract.listReviewsInput,
    call: (of) => listReviews(guest, of),
    valid: ofProduct,
  },
  'reviews.meta': {
    schema: contract.reviewMetaInput,
    call: (of) => reviewMeta(guest, of),
    valid: ofProduct,
  },
  'reviews.mine': {
    schema: contract.myReviewsInput,
    call: (of) => myReviews(guest, of),
    valid: nothing,
  },
  'reviews.create': {
    schema: contract.createReviewInput,
    call: async (of) => createReview(await asGuest(staff), of),
    valid: written,
  },
  'reviews.edit': {
    schema: contract.editReviewInput,
    call: (of) => editReview(guest, of),
    valid: () => ({ reviewId, rating: 2 }),
  },
  'reviews.remove': {
    schema: contract.removeReviewInput,
    call: (of) => removeReview(guest, of),
    valid: ofReview,
  },
  'reviews.vote': {
    schema: contract.voteReviewInput,
    call: (of) => voteReview(guest, of),
    valid: () => ({ reviewId, value: 1 }),
  },
  'reviews.report': {
    schema: contract.reportReviewInput,
    call: async (of) => reportReview(await asGuest(staff), of),
    valid: ofReview,
  },
  'reviews.respond': {
    schema: contract.respondInput,
    call: (of) => respond(staff, of),
    valid: () => ({ reviewId, body: 'Thanks' }),
  },
  'reviews.setOwnership': {
    schema: contract.setOwnershipInput,
    call: (of) => setOwnership(staff, of),
    valid: () => ({ productId, accountId: 1 }),
  },
  'reviews.setCharacteristics': {
    schema: contract.setCharacteristicsInput,
    call: (of) => setCharacteristics(staff, of),
    valid: () => ({ category: 'Shoes', names: ['Fit'] }),
  },
  'reviews.history': {
    schema: contract.reviewHistoryInput,
    call: (of) => reviewHistory(staff, of),
    valid: ofReview,
  },
  'moderation.queue': {
    schema: moderation.moderationQueueInput,
    call: (of) => moderationQueue(staff, of),
    valid: nothing,
  },
  'moderation.act': {
    schema: moderation.moderateInput,
    call: (of) => moderate(staff, of),
    valid: () => ({ subject: subject(), action: 'restore', reason: 'A test' }),
  },
  'moderation.undo': {
    schema: moderation.undoInput,
    call: (of) => undoModeration(staff, of),
    valid: () => ({ actionId: 1 }),
  },
  'moderation.log': {
    schema: moderation.moderationLogInput,
    call: (of) => moderationLog(staff, of),
    valid: () => ({ subject: subject() }),
  },
  'moderation.words': {
    schema: moderation.wordListInput,
    call: (of) => listWords(staff, of),
    valid: nothing,
  },
  'moderation.addWord': {
    schema: moderation.wordInput,
    call: (of) => addWord(staff, of),
    valid: () => ({ word: 'unobtainium' }),
  },
  'moderation.removeWord': {
    schema: moderation.wordInput,
    call: (of) => removeWord(staff, of),
    valid: () => ({ word: 'unobtainium' }),
  },
}

describe.each(Object.entries(VERBS))('%s', (_, { schema, call, valid }) => {
  it('refuses bad input, or answers it; what it throws is for the caller to read', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const { data } = schema.safeParse({ ...valid(), ...changed })
        if (data === undefined) return
        answered += 1
        const error = await call(data as never).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        if (error !== undefined) expect(isAppError(error), String(error)).toBe(true)
      }),
      { numRuns: 120, seed: 20_261_121 },
    )
    expect(answered).toBeGreaterThan(20)
    expect(await counters(staff, productId)).toEqual(await counted(staff, productId))
  })
})
