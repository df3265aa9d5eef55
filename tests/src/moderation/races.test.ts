import { type Ctx, isAppError } from '@loadout/core'
import { editReview, removeReview, reportReview, reviewsContract } from '@loadout/core/reviews'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { counted, counters, reviewBySomebody } from '../reviews/reviewing.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'
import { act, log, queue, undo } from './moderating.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let people: readonly Ctx[]
let productId: number
let id: number
let author: Ctx
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
  people = await Promise.all(Array.from({ length: 8 }, () => asGuest(ctx)))
})
afterAll(async () => {
  await watched?.close()
  await harness?.close()
})
beforeEach(async () => {
  productId = await addProduct(ctx)
  const made = await reviewBySomebody(ctx, productId)
  id = made.id
  author = made.guest
})

const subject = () => ({ kind: 'review', id }) as const
const report = (n: number) =>
  reportReview(
    people[n % people.length] ?? ctx,
    reviewsContract.reportReviewInput.parse({ reviewId: id }),
  )
const edit = (body: string) =>
  editReview(author, reviewsContract.editReviewInput.parse({ reviewId: id, body }))

/** Codes of what failed; anything but an error a caller is told about fails the test. */
function codes(results: readonly PromiseSettledResult<unknown>[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (!isAppError(result.reason)) throw result.reason
    return [result.reason.code]
  })
}

/** Each line of the log begins where the one before it ended, and the last is how things are. */
async function expectUnbrokenLog(): Promise<void> {
  const { items } = await log(ctx, { subject: subject(), limit: 100 })
  const steps = items.toReversed()
  expect(steps[0]?.before ?? 'visible').toBe('visible')
  for (const [index, step] of steps.entries()) {
    if (index > 0) expect(step.before).toBe(steps[index - 1]?.after)
  }
  const row = await ctx.db
    .selectFrom('review')
    .select('status')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const names = ['visible', 'held', 'hidden', 'deleted']
  expect(names[row.status]).toBe(steps.at(-1)?.after ?? 'visible')
}

describe('moderators, reporters and the author at the same time', () => {
  it('leave a log without a gap, and exact counters', async () => {
    const acts: readonly ((n: number) => Promise<unknown>)[] = [
      report,
      () => act(ctx, subject(), 'restore'),
      () => act(ctx, subject(), 'hide'),
      (n) => edit(`Version ${n}`),
      report,
      () => act(ctx, subject(), 'hold'),
      () => removeReview(author, { reviewId: id }),
      async () => {
        const [last] = (await log(ctx, { subject: subject(), limit: 1 })).items
        return last && (await undo(ctx, last.id))
      },
    ]
    const results = await atOnce(160, (n) => acts[n % acts.length]?.(n) ?? Promise.resolve())
    const expected = ['REVIEW_NOT_FOUND', 'CONFLICT']
    expect(codes(results).filter((code) => !expected.includes(code))).toEqual([])
    await expectUnbrokenLog()
    expect(await counters(ctx, productId)).toEqual(await counted(ctx, productId))
    expect(watched.deadlocks()).toBe(0)
  })

  it('open one case for eight reports', async () => {
    expect(codes(await atOnce(8, report))).toEqual(Array(5).fill('REVIEW_NOT_FOUND'))
    const cases = (await queue(ctx, { limit: 100 })).items.filter((one) => one.subject.id === id)
    expect(cases).toMatchObject([{ reports: 3, reasons: [{ reason: 'other', count: 3 }] }])
    await expectUnbrokenLog()
  })

  it('who decides the same at once decide once, and write each down', async () => {
    const results = await atOnce(6, () => act(ctx, subject(), 'hide'))
    expect(codes(results)).toEqual([])
    const { items } = await log(ctx, { subject: subject() })
    expect(items.map(({ before }) => before).sort()).toEqual([
      ...Array(5).fill('hidden'),
      'visible',
    ])
    expect((await counters(ctx, productId)).ratings).toEqual([0, 0, 0, 0, 0])
  })
})
