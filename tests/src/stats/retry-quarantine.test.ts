import { listRejected, retryQuarantine } from '@loadout/core/matches'
import { simulateMatches } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('retryQuarantine', () => {
  it('takes in what the parser understands now and leaves the rest', async () => {
    const [good] = simulateMatches({ seed: 3, count: 1, compact: true, mix: { competitive: 1 } })
    await harness.ingest([JSON.stringify(good)], 'henrik-v4')
    await harness.ingest(['{"still": "bad"}'], 'riot')
    const before = await listRejected(harness.ctx, { limit: 10 })
    expect(before.items.map(({ code }) => code).sort()).toEqual([
      'SOURCE_MISMATCH',
      'UNKNOWN_SHAPE',
    ])

    const ids = before.items.map(({ id }) => id)
    expect(await retryQuarantine(harness.ctx, { ids: [...ids, 999_999] })).toMatchObject({
      accepted: 1,
      quarantined: 1,
      missing: 0,
    })
    const after = await listRejected(harness.ctx, { limit: 10 })
    expect(after.items.map(({ code }) => code)).toEqual(['UNKNOWN_SHAPE'])
  })

  it('counts documents whose raw bytes are gone', async () => {
    const { items } = await listRejected(harness.ctx, { limit: 10 })
    for (const day of await harness.infra.archive.days()) await harness.infra.archive.removeDay(day)
    expect(await retryQuarantine(harness.ctx, { ids: items.map(({ id }) => id) })).toMatchObject({
      missing: 1,
    })
  })
})
