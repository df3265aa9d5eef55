import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { openCursor, signCursor } from '../pagination.ts'
import type { feedListOutput, feedMineInput } from './contract.ts'
import { pageText } from './feed-text.ts'
import { type NewestScope, newestPage } from './page-queries.ts'
import { PLACE } from './place.ts'

const key = z.tuple([z.string().regex(PLACE)])

/** A page of a feed that only its account sees. Throws BAD_CURSOR. */
export async function ownPage(
  ctx: Pick<Ctx, 'db' | 'signer'>,
  scope: Extract<NewestScope, { kind: 'mine' | 'followed' }>,
  { cursor, limit }: z.output<typeof feedMineInput>,
): Promise<z.output<typeof feedListOutput>> {
  const filters = ['feed', scope.kind, scope.id]
  const [below] = cursor === undefined ? [null] : openCursor(ctx.signer, { cursor, filters, key })
  const { items, end } = await newestPage(ctx.db, scope, { below, limit })
  return JSON.parse(pageText(items, end && signCursor(ctx.signer, filters, [end])))
}
