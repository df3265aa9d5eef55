import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { enqueue } from '../outbox/index.ts'
import { registerRegions, selectRegionsWithWork } from './region-queries.ts'

/** Starts a job for each region that is started and has something to do. Nothing to it elsewhere. */
export async function crawlerTick(
  ctx: Ctx,
  _input: JobInput<'crawler.tick'>,
): Promise<JobResult<'crawler.tick'>> {
  const { crawler, db, clock } = ctx
  if (crawler === null) return { regions: 0 }
  await registerRegions(db, crawler.regions, clock.now())
  const regions = await selectRegionsWithWork(db, crawler.regions, clock.now())
  await transact(db, async (tx) => {
    for (const region of regions) await enqueue(tx, 'crawler.crawl', { region })
  })
  return { regions: regions.length }
}
