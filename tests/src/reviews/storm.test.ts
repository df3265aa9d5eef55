import { afterAll, beforeAll, describe, it } from 'vitest'
import { isStress } from '../env.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { expectExactAfter } from './after-storm.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('a storm of creates, edits, votes, reports and moderation', () => {
  const [seeds, storm] = isStress()
    ? [[1, 2, 3], { operations: 10_000, products: 12, accounts: 300 }]
    : [[4], { operations: 1_000, products: 5, accounts: 40 }]

  it.each(seeds)(
    'leaves counters that equal a recount, without a deadlock, with seed %i',
    async (seed) => {
      await expectExactAfter(harness, { ...storm, seed })
    },
    120_000,
  )
})
