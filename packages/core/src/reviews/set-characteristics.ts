import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import { moveEpoch } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { replaceCategory } from './characteristic-queries.ts'
import type { setCharacteristicsInput, setCharacteristicsOutput } from './contract.ts'

/**
 * Makes these names what reviews of a category are asked about. A product gets them with the first review
 * that answers; those that have characteristics already keep theirs.
 */
export async function setCharacteristics(
  ctx: Ctx,
  { category, names }: z.output<typeof setCharacteristicsInput>,
): Promise<z.output<typeof setCharacteristicsOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  await transact(ctx.db, async (tx) => {
    await replaceCategory(tx, category, names)
    // Any number of pages show them: those of the category that nobody has reviewed.
    await moveEpoch(tx)
  })
  return { category, names }
}
