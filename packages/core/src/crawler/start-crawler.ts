import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { RegionsSwitched, regionsInput } from './contract.ts'
import { reopenForbidden } from './match-queries.ts'
import { switchRegions } from './region-queries.ts'
import { requireRegions } from './require-regions.ts'

/**
 * Starts crawling, in all configured regions if none is named, and closes their breakers; starting what
 * runs changes nothing else. Matches that were answered 403 are asked for once more: the key may be
 * another one now. Throws CRAWLER_NOT_CONFIGURED when no worker has a crawler, BAD_INPUT for a region that
 * none has, UNAUTHENTICATED or FORBIDDEN without the scope `crawler:write`.
 */
export async function startCrawler(
  ctx: Ctx,
  input: z.output<typeof regionsInput>,
): Promise<RegionsSwitched> {
  requireScope(ctx.actor, 'crawler:write')
  return transact(ctx.db, async (tx) => {
    const regions = await switchRegions(tx, input.regions, true)
    requireRegions(input.regions, regions)
    await reopenForbidden(tx, regions, ctx.clock.now())
    return { regions }
  })
}
