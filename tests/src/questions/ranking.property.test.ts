import type { Ctx } from '@loadout/core'
import { questionsContract as contract, listAnswers } from '@loadout/core/questions'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { ask, list } from './asking.ts'

/** An answer as far as its place among others goes. */
interface Given {
  readonly badge: string | null
  readonly helpful: number
  readonly accepted: boolean
  /** Minutes after the first moment; several may have the same. */
  readonly minute: number
  readonly status: number
}

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const givenAnswers = fc
  .array(
    fc.record({
      badge: fc.constantFrom(null, null, 'seller', 'developer', 'staff'),
      helpful: fc.constantFrom(0, 0, 1, 2, 50, 2_147_483_647),
      accepted: fc.constant(false),
      minute: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom(0, 0, 0, 1, 2, 3),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .chain((answers) =>
    // Of a question's answers one is accepted at most.
    fc
      .integer({ min: -1, max: answers.length - 1 })
      .map((accepted) => answers.map((one, at) => ({ ...one, accepted: at === accepted }))),
  )

/** Writes the answers as they are; returns their ids, in the same order. */
async function write(questionId: number, answers: readonly Given[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into answer (question_id, body, author_name, badge, helpful, accepted, status, created_at)
    select ${questionId}, 'a' || place, 'Someone', badge, helpful, accepted, status,
      timestamptz '2024-01-01' + minute * interval '1 minute'
    from jsonb_to_recordset(${JSON.stringify(answers.map((one, place) => ({ ...one, place })))}::jsonb)
      as given (place int, badge text, helpful int, accepted bool, status int, minute int)
    order by place
    returning id
  `.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Lower bound of the 95 % Wilson interval when all votes say that it helped. */
const wilson = (helpful: number) => (helpful === 0 ? 0 : helpful / (helpful + 3.8416))

/** The rule in words: accepted, then staff, then Wilson, then age. */
function compare(a: Given & { readonly id: number }, b: Given & { readonly id: number }): number {
  const steps = [
    Number(b.accepted) - Number(a.accepted),
    Number(b.badge !== null) - Number(a.badge !== null),
    wilson(b.helpful) - wilson(a.helpful),
    a.minute - b.minute,
    a.id - b.id,
  ]
  return steps.find((step) => Math.abs(step) > 1e-9) ?? 0
}

describe('whatever answers there are', () => {
  it('nested or paged, they are accepted before staff before votes before age', async () => {
    const guest = await asGuest(ctx)
    await fc.assert(
      fc.asyncProperty(
        givenAnswers,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 10 }),
        async (answers, limit, nested) => {
          const productId = await addProduct(ctx)
          const questionId = await ask(guest, productId, 'In which order?')
          const ids = await write(questionId, answers)
          const expected = answers
            .map((one, at) => ({ ...one, id: ids[at] ?? 0 }))
            .filter(({ status }) => status === 0)
            .sort(compare)
            .map(({ id }) => id)

          const { items } = await list(ctx, { productId, answers: nested })
          expect(items[0]?.answers.map(({ id }) => id)).toEqual(expected.slice(0, nested))

          const seen: number[] = []
          let cursor: string | undefined
          do {
            const input = contract.answerListInput.parse({ questionId, limit, cursor })
            const page = await listAnswers(ctx, input)
            expect(page.items.length).toBeLessThanOrEqual(limit)
            seen.push(...page.items.map(({ id }) => id))
            cursor = page.nextCursor ?? undefined
          } while (cursor !== undefined)
          expect(seen).toEqual(expected)
        },
      ),
      { numRuns: 30, seed: 20_261_121 },
    )
  })
})

describe('the rank of an answer', () => {
  it.each([0, 1, 2, 10, 1_000, 2_147_483_647])(
    'grows with %i votes as Wilson says, and never reaches the next class',
    async (helpful) => {
      const productId = await addProduct(ctx)
      const questionId = await ask(await asGuest(ctx), productId, 'Which rank?')
      const plain = { badge: null, helpful, accepted: false, minute: 0, status: 0 }
      await write(questionId, [plain, { ...plain, badge: 'staff' }, { ...plain, accepted: true }])
      const rows = await ctx.db
        .selectFrom('answer')
        .select('rank')
        .where('question_id', '=', questionId)
        .orderBy('id')
        .execute()
      for (const [at, base] of [0, 2, 4].entries()) {
        expect(rows[at]?.rank).toBeCloseTo(base + wilson(helpful), 6)
        expect(rows[at]?.rank).toBeLessThan(base + 1.000_001)
      }
    },
  )
})
