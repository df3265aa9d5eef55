import { afterAll, beforeAll, describe, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { expectExactAfter } from './after-storm.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('a storm of creates, edits, votes, reports and moderation', () => {
  it('leaves counters that equal a recount, without a deadlock', async () => {
    await expectExactAfter(harness, { operations: 3_000, seed: 4, products: 8, accounts: 80 })
  }, 60_000)
})
