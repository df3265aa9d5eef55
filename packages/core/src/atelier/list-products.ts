import type { Ctx } from '../context.ts'
import { type AtelierPage, offsetOf } from './contract.ts'
import { milestones, productsBehind } from './product-queries.ts'

/** Products between two milestones: what a page skips at most, and the depth to which pages need none. */
const STRIDE = 1_000

/** Milestones are looked up anew after so long, milliseconds: one look passes every product by. */
const MILESTONES_MS = 60_000

/**
 * A page of all products by id, as many as fit, as JSON text. However deep it lies, it costs a short stretch of an index:
 * it is counted from the nearest milestone. Beyond `STRIDE` products, one that has been added or hidden in
 * between moves the pages behind it within `MILESTONES_MS`.
 */
export async function listProducts(ctx: Ctx, input: AtelierPage): Promise<string> {
  const offset = offsetOf(input)
  const { after, skip } =
    offset <= STRIDE ? { after: 0, skip: offset } : await fromMilestone(ctx, offset)
  const [row] = await productsBehind(ctx.db, after, skip, input.count)
  return row?.json ?? '[]'
}

async function fromMilestone({ db, clock, readCache }: Ctx, offset: number) {
  const source = {
    name: 'minute',
    revision: async () => String(Math.floor(clock.now().getTime() / MILESTONES_MS)),
  }
  const ids = await readCache.recent('atelier:milestones', source, async () =>
    (await milestones(db, STRIDE)).map(({ id }) => id),
  )
  // Behind the last milestone are fewer products than lie between two.
  const passed = Math.min(Math.floor(offset / STRIDE), ids.length)
  return { after: ids[passed - 1] ?? 0, skip: offset - passed * STRIDE }
}
