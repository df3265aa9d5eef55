import { type Ctx, isAppError } from '@loadout/core'
import {
  acceptAnswer,
  answerSubject,
  questionSubject,
  recountQuestions,
  removeText,
  reportText,
  voteOnText,
} from '@loadout/core/questions'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'
import { answer, ask, counters, list, staffAnswer } from './asking.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let guests: readonly Ctx[]
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
  guests = await Promise.all(Array.from({ length: 20 }, () => asGuest(ctx)))
})
afterAll(async () => {
  await watched.close()
  await harness.close()
})
beforeEach(async () => {
  productId = await addProduct(ctx)
})

const guest = (n: number): Ctx => guests[n % guests.length] ?? ctx
/** Codes of what failed; anything but an error a caller is told about fails the test. */
function codes(results: readonly PromiseSettledResult<unknown>[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (!isAppError(result.reason)) throw result.reason
    return [result.reason.code]
  })
}

describe('at the same time', () => {
  it('the same question is asked once', async () => {
    const results = await atOnce(20, () => ask(guest(0), productId, 'Same?'))
    expect(codes(results)).toEqual(Array.from({ length: 19 }, () => 'QUESTION_DUPLICATE'))
    const { summary, questions } = await counters(ctx, productId)
    expect([summary.questions, questions.length]).toEqual([1, 1])
  })

  it('the same answer is given once, by a visitor and by the staff', async () => {
    const id = await ask(guest(0), productId, 'Answers?')
    const results = await atOnce(20, (n) =>
      n < 10
        ? answer(guest(1), id, 'Yes.', ['https://a.example/1.jpg'])
        : staffAnswer(ctx, id, 'Yes.'),
    )
    expect(codes(results)).toEqual(Array.from({ length: 18 }, () => 'ANSWER_DUPLICATE'))
    const [question] = (await list(ctx, { productId, answers: 10 })).items
    expect(question?.answerCount).toBe(2)
    expect(question?.answers.map(({ photos }) => photos.length)).toEqual([0, 1])
  })

  it('different answers are all counted', async () => {
    const id = await ask(guest(0), productId, 'Many?')
    expect(codes(await atOnce(20, (n) => answer(guest(n), id, `a${n}`)))).toEqual([])
    expect((await counters(ctx, productId)).questions[0]?.answers).toBe(20)
  })

  it('one answer ends up accepted, whoever accepts what', async () => {
    const id = await ask(guest(0), productId, 'Which?')
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => answer(guest(n), id, `a${n}`)),
    )
    const results = await atOnce(30, (n) =>
      acceptAnswer(n % 3 === 0 ? ctx : guest(0), {
        answerId: answers[n % answers.length] ?? 0,
        accepted: n % 5 !== 0,
      }),
    )
    expect(codes(results)).toEqual([])
    await acceptAnswer(ctx, { answerId: answers[3] ?? 0, accepted: true })
    const [question] = (await list(ctx, { productId, answers: 10 })).items
    expect(question?.answers.filter(({ accepted }) => accepted).map((one) => one.id)).toEqual([
      answers[3],
    ])
  })

  it('each account votes once, however often it clicks', async () => {
    const id = await ask(guest(0), productId, 'Votes?')
    const subject = { kind: 'question', id } as const
    const results = await atOnce(57, (n) => voteOnText(guest(1 + (n % 19)), { subject, value: 1 }))
    expect(codes(results)).toEqual([])
    expect((await counters(ctx, productId)).questions[0]?.helpful).toBe(19)
  })
})

describe('a storm of everything', () => {
  it('leaves every counter right, without a deadlock', async () => {
    const products = [productId, await addProduct(ctx)]
    const questions = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ask(guest(n), products[n % 2] ?? 0, `q${n}`)),
    )
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => answer(guest(n + 3), questions[n % 8] ?? 0, `a${n}`)),
    )
    const q = (n: number) => ({ kind: 'question', id: questions[n % 8] ?? 0 }) as const
    const a = (n: number) => ({ kind: 'answer', id: answers[n % 16] ?? 0 }) as const
    const text = (n: number) => (n % 2 === 0 ? q(n / 2) : a(n))
    const moderate = (n: number) =>
      ctx.db.transaction().execute((tx) => {
        const status = n % 3 === 0 ? 'hidden' : 'visible'
        return n % 2 === 0
          ? questionSubject.setStatus(tx, q(n).id, status)
          : answerSubject.setStatus(tx, a(n).id, status)
      })
    const acts: readonly ((n: number) => Promise<unknown>)[] = [
      (n) => voteOnText(guest(n), { subject: text(n), value: n % 4 === 0 ? 0 : 1 }),
      (n) => voteOnText(guest(n * 7), { subject: text(n * 3), value: 1 }),
      (n) => reportText(guest(n), { subject: text(n * 5), reason: 'spam' }),
      (n) => answer(guest(n), q(n).id, `late ${n}`),
      (n) => acceptAnswer(ctx, { answerId: a(n).id, accepted: n % 3 !== 0 }),
      (n) => ask(guest(n), products[n % 2] ?? 0, `late ${n}`),
      (n) => removeText(guest(n), { subject: text(n) }),
      moderate,
      () => recountQuestions(ctx, { productIds: products, dryRun: false }),
    ]
    const results = await atOnce(360, (n) => acts[n % acts.length]?.(n) ?? Promise.resolve())
    const told = new Set(codes(results))
    const expected = [
      'QUESTION_NOT_FOUND',
      'ANSWER_NOT_FOUND',
      'OWN_CONTENT',
      'FORBIDDEN',
      'CONFLICT',
    ]
    expect([...told].filter((code) => !expected.includes(code))).toEqual([])
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(100)

    const recount = await recountQuestions(ctx, { productIds: products, dryRun: true })
    expect(recount.off).toEqual({ questions: 0, answers: 0, products: 0 })
    expect(watched.deadlocks()).toBe(0)
  })
})
