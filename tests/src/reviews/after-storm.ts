import type { Ctx } from '@loadout/core'
import { addWord } from '@loadout/core/moderation'
import { recountReviews } from '@loadout/core/reviews'
import { expect } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { openWatched } from '../support/watched.ts'
import { counted, counters } from './reviewing.ts'
import { type Storm, storm } from './storm.ts'

/** Lets a storm pass, and expects every counter to be what there is to count, to the last one. */
export async function expectExactAfter(harness: Harness, options: Storm): Promise<void> {
  await addWord(harness.ctx, { word: 'casino' })
  const watched = openWatched(harness.infra.config.DATABASE_URL)
  try {
    const ctx: Ctx = { ...harness.ctx, db: watched.db }
    const { productIds, done, told } = await storm(ctx, options)
    for (const kind of ['create', 'edit', 'vote', 'report', 'remove', 'moderate', 'recount']) {
      expect(done[kind], kind).toBeGreaterThan(0)
    }
    const calls = [...Object.values(done), ...Object.values(told)]
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(options.operations)
    for (const id of productIds) expect(await counters(ctx, id)).toEqual(await counted(ctx, id))
    expect(await recountReviews(ctx, { productIds, dryRun: true })).toEqual({
      products: productIds.length,
      reviews: 0,
      summaries: 0,
      characteristics: 0,
      examples: [],
    })
    expect(watched.deadlocks()).toBe(0)
  } finally {
    await watched.close()
  }
}
