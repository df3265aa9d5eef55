import type { Ctx } from '@loadout/core'
import { setVote } from '@loadout/core/community'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'

let harness: Harness
let ctx: Ctx
let accounts: readonly number[]
/** A new subject for each run: votes need nothing of it. */
let subjectId = 0
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  const guests = await Promise.all([1, 2, 3].map(() => asGuest(ctx)))
  accounts = guests.map(({ accountId }) => accountId)
})
afterAll(() => harness.close())

const KINDS = ['review', 'question', 'answer'] as const
type Value = -1 | 0 | 1

interface Step {
  readonly who: number
  readonly kind: (typeof KINDS)[number]
  readonly value: Value
}
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(2),
  kind: fc.constantFrom(...KINDS),
  value: fc.constantFrom(-1, 0, 1),
})

const cast = ({ who, kind, value }: Step) =>
  setVote(ctx.db, { subject: { kind, id: subjectId }, accountId: accounts[who] ?? 0, value })

async function stored() {
  return await ctx.db
    .selectFrom('vote')
    .select(['subject_kind', 'account_id', 'value'])
    .where('subject_id', '=', subjectId)
    .execute()
}

describe('setVote', () => {
  it('adds to counters exactly what the votes come to, however they are set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        subjectId += 1
        const model = new Map<string, number>()
        const sums = new Map<string, { helpful: number; unhelpful: number }>()
        for (const one of steps) {
          const delta = await cast(one)
          const sum = sums.get(one.kind) ?? { helpful: 0, unhelpful: 0 }
          sums.set(one.kind, {
            helpful: sum.helpful + delta.helpful,
            unhelpful: sum.unhelpful + delta.unhelpful,
          })
          model.set(`${one.kind} ${one.who}`, one.value)
          expect(await cast(one)).toEqual({ helpful: 0, unhelpful: 0 })
        }
        for (const [kind, sum] of sums) {
          const values = [0, 1, 2].map((who) => model.get(`${kind} ${who}`) ?? 0)
          expect(sum).toEqual({
            helpful: values.filter((value) => value === 1).length,
            unhelpful: values.filter((value) => value === -1).length,
          })
        }
        const kept = [...model.values()].filter((value) => value !== 0)
        expect((await stored()).map(({ value }) => value).sort()).toEqual(kept.sort())
      }),
      { numRuns: 30, seed: 20_261_121 },
    )
  })

  it('loses and doubles nothing when one person votes many times at once', async () => {
    subjectId += 1
    const values: readonly Value[] = [1, -1, 0]
    const results = await atOnce(60, (n) =>
      cast({ who: 0, kind: 'review', value: values[n % 3] ?? 0 }),
    )
    const deltas = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(deltas).toHaveLength(60)
    const rows = await stored()
    const count = (value: number) => rows.filter((row) => row.value === value).length
    const sum = (of: 'helpful' | 'unhelpful') =>
      deltas.reduce((total, delta) => total + delta[of], 0)
    expect([sum('helpful'), sum('unhelpful')]).toEqual([count(1), count(-1)])
  })
})
