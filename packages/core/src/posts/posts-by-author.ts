import { z } from 'zod'
import { shownToAuthor, statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { postsByAuthorInput, postsByAuthorOutput } from './contract.ts'
import { postsBehind } from './read-queries.ts'

const cursorKey = z.tuple([z.int(), rowId])

/** Before the latest post there can be. */
const BEGINNING = [Number.MAX_SAFE_INTEGER, MAX_INT4] as const

/**
 * Posts of one account by keyset cursor, latest first: those that all can see, and of one's own also those that
 * are held or hidden. Nobody's posts are an empty page. Throws BAD_CURSOR.
 */
export async function postsByAuthor(
  ctx: Ctx,
  { accountId, limit, cursor }: z.output<typeof postsByAuthorInput>,
): Promise<z.output<typeof postsByAuthorOutput>> {
  const { actor } = ctx
  const isOwn = actor.kind === 'account' && actor.accountId === accountId
  const list = { postsOf: accountId, isOwn }
  const [time, id] = cursor === undefined ? BEGINNING : decodeCursor(cursor, list, cursorKey)
  const page = { accountId, after: { time, id }, limit: limit + 1 }
  const rows = await postsBehind(ctx.db, isOwn ? 'own' : 'visible', page)
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ card, status }) => ({ ...card, status: shownToAuthor(statusOf(status)) })),
    nextCursor: last && encodeCursor(list, [last.time, last.id]),
  }
}
