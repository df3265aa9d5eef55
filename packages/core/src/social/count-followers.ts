import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { type followersInput, type followersOutput, MAX_COUNTED } from './contract.ts'
import { followersOf } from './follow-queries.ts'

/** How many follow a person, a tag or a product, exactly up to MAX_COUNTED; none follow what is not there. */
export async function countFollowers(
  ctx: Ctx,
  { target }: z.output<typeof followersInput>,
): Promise<z.output<typeof followersOutput>> {
  const followers = await followersOf(ctx.db, target)
  return { followers: Math.min(followers, MAX_COUNTED), more: followers > MAX_COUNTED }
}
