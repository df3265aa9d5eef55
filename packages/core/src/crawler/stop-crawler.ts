import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { RegionsSwitched, regionsInput } from './contract.ts'
import { switchRegions } from './region-queries.ts'
import { requireRegions } from './require-regions.ts'

/**
 * Stops crawling, everywhere if no region is named: no call is made any more, those under way end. Nothing
 * is forgotten. Throws what `startCrawler` throws.
 */
export async function stopCrawler(
  ctx: Ctx,
  input: z.output<typeof regionsInput>,
): Promise<RegionsSwitched> {
  requireScope(ctx.actor, 'crawler:write')
  return transact(ctx.db, async (tx) => {
    const regions = await switchRegions(tx, input.regions, false)
    requireRegions(input.regions, regions)
    return { regions }
  })
}
