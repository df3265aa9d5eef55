import { z } from 'zod'
import { requireScope } from '../actor.ts'
import { wordsAfter } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { wordListInput, wordListOutput } from './contract.ts'

const LIST = { list: 'words' }

const cursorKey = z.tuple([z.string().regex(/^[\p{L}\p{M}\p{N} ]+$/u)])

/** The words whose texts wait for a moderator. Throws BAD_CURSOR. */
export async function listWords(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof wordListInput>,
): Promise<z.output<typeof wordListOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const [after] = cursor === undefined ? [''] : decodeCursor(cursor, LIST, cursorKey)
  const words = await wordsAfter(ctx.db, after, limit + 1)
  const { kept, last } = cutPage(words, limit)
  return {
    items: [...kept],
    nextCursor: last && encodeCursor(LIST, [last]),
  }
}
