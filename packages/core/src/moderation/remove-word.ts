import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import { dropWord, foldWords } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { wordInput, wordOutput } from './contract.ts'

/** Takes a word off the list, if it is there. What it has held goes on waiting for a moderator. */
export async function removeWord(
  ctx: Ctx,
  input: z.output<typeof wordInput>,
): Promise<z.output<typeof wordOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const word = foldWords(input.word)
  await dropWord(ctx.db, word)
  return { word }
}
