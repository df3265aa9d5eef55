import { type Ctx, isAppError } from '@loadout/core'
import { acceptAnswer, recountQuestions, removeText, voteOnText } from '@loadout/core/questions'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask, counters, list } from './asking.ts'
import { type Act, bodyOf, type Kind, Model, type Text } from './model.ts'

const PEOPLE = 4

let harness: Harness
let ctx: Ctx
let people: readonly Ctx[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  people = await Promise.all(Array.from({ length: PEOPLE }, () => asGuest(ctx)))
})
afterAll(() => harness.close())

const who = fc.nat(PEOPLE - 1)
const text = fc.nat(2)
const at = fc.nat(7)
const kind = fc.constantFrom<Kind>('question', 'answer')
const acts = fc.array(
  fc.oneof<fc.Arbitrary<Act>[]>(
    fc.record({ do: fc.constant('ask'), who, text }),
    fc.record({ do: fc.constant('answer'), who, at, text }),
    fc.record({ do: fc.constant('vote'), who, kind, at, value: fc.constantFrom(0, 1) }),
    fc.record({ do: fc.constant('accept'), who, at, accepted: fc.boolean() }),
    fc.record({ do: fc.constant('remove'), who, kind, at }),
  ),
  { minLength: 5, maxLength: 40 },
)

/** Does it for real; returns the id of what was made, 0 when nothing is. */
async function perform(act: Act, productId: number, target: Text | undefined): Promise<number> {
  const by = people[act.who] ?? ctx
  if (act.do === 'ask') return ask(by, productId, bodyOf(act))
  if (target === undefined) return 0
  const { id, kind } = target
  if (act.do === 'answer') return answer(by, id, bodyOf(act))
  if (act.do === 'vote') await voteOnText(by, { subject: { kind, id }, value: act.value })
  else if (act.do === 'accept') await acceptAnswer(by, { answerId: id, accepted: act.accepted })
  else await removeText(by, { subject: { kind, id } })
  return 0
}

async function play(model: Model, productId: number, act: Act): Promise<void> {
  const refusal = model.refusal(act)
  const done = perform(act, productId, model.target(act))
  if (refusal === null) {
    const id = await done
    // An answer needs a question; without any, nothing was done.
    if (act.do === 'ask' || model.target(act) !== undefined) model.apply(act, id)
    return
  }
  const error: unknown = await done.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(isAppError(error) ? error.code : error).toBe(refusal)
}

/** Everything a reader sees, in the order of ids. */
async function seen(productId: number) {
  const { items } = await list(ctx, { productId, answers: 10, limit: 100 })
  return items
    .map(({ id, helpful, answerCount, answers }) => ({
      ...{ id, helpful, answerCount },
      answers: answers
        .map((one) => ({ id: one.id, helpful: one.helpful, accepted: one.accepted }))
        .sort((a, b) => a.id - b.id),
    }))
    .sort((a, b) => a.id - b.id)
}

function expected(model: Model) {
  return model
    .of('question')
    .filter((one) => !one.removed)
    .map((question) => {
      const answers = model.of('answer').filter((one) => one.parent === question && !one.removed)
      return {
        id: question.id,
        helpful: question.votes.size,
        answerCount: answers.length,
        answers: answers.map(({ id, votes, accepted }) => ({ id, helpful: votes.size, accepted })),
      }
    })
}

describe('whatever people do', () => {
  it('is told as the rules say, refused as the rules say, and counted to the last vote', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const productId = await addProduct(ctx)
        const model = new Model()
        for (const act of sequence) await play(model, productId, act)
        const questions = expected(model)
        expect(await seen(productId)).toEqual(questions)
        expect((await counters(ctx, productId)).summary.questions).toBe(questions.length)
        const { off } = await recountQuestions(ctx, { productIds: [productId], dryRun: true })
        expect(off).toEqual({ questions: 0, answers: 0, products: 0 })
      }),
      { numRuns: 25, seed: 20_261_121 },
    )
  })
})
