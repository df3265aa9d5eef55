import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import { foldWords, putWord, spellingsOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { wordInput, wordOutput } from './contract.ts'

/** From now on, texts with this word in them wait for a moderator. Throws BAD_INPUT for mere punctuation. */
export async function addWord(
  ctx: Ctx,
  input: z.output<typeof wordInput>,
): Promise<z.output<typeof wordOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const word = foldWords(input.word)
  if (word === '') {
    const message = 'must have a letter or a digit in it'
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/word', message }] })
  }
  await putWord(ctx.db, { word, spellings: spellingsOf(word) })
  return { word }
}
