import { insertFound } from './match-queries.ts'
import type { Slice } from './slice.ts'

/** Takes in the matches of these that nobody has heard of, as far as there is room; returns how many. */
export async function discover(slice: Slice, ids: readonly string[]): Promise<number> {
  const found = await insertFound(slice.ctx.db, slice.region, {
    ids: ids.slice(0, Math.max(0, slice.room.matches)),
    now: slice.ctx.clock.now(),
  })
  slice.room.matches -= found
  slice.tally.found += found
  return found
}
