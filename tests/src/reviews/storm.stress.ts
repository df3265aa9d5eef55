import { afterAll, beforeAll, describe, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { expectExactAfter } from './after-storm.ts'

/** The long form of `storm.test.ts`: `npm test -- --config vitest.stress.config.ts`. */
let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('ten thousand creates, edits, votes, reports and moderations at once', () => {
  it.each([1, 2, 3])('leave counters that equal a recount, with seed %i', async (seed) => {
    await expectExactAfter(harness, { operations: 10_000, seed, products: 12, accounts: 300 })
  })
})
