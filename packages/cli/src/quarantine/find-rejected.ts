import { AppError, type Ctx } from '@loadout/core'

/** One rejected document by its id. Throws QUARANTINE_NOT_FOUND. */
export async function findRejected(ctx: Ctx, id: number) {
  const row = await ctx.db
    .selectFrom('rejected_document')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('QUARANTINE_NOT_FOUND')
  return row
}
