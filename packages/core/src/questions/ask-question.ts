import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { adjustSummary, requireProduct } from '../catalog/index.ts'
import { communityContract, openCase, screenText } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { askInput, askOutput } from './contract.ts'
import { insertQuestion } from './question-queries.ts'

/**
 * Asks about a product. A text with a word of the list waits for a moderator. Throws PRODUCT_NOT_FOUND, and
 * QUESTION_DUPLICATE when this account has asked the same about the product already.
 */
export async function askQuestion(
  ctx: Ctx,
  input: z.output<typeof askInput>,
): Promise<z.output<typeof askOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId, body, author } = input
  return transact(ctx.db, async (tx) => {
    await requireProduct(tx, productId)
    const status = await screenText(tx, [body, author.name])
    const id = await insertQuestion(tx, {
      productId,
      accountId,
      body,
      status: communityContract.STATUS[status],
      name: author.name,
      email: author.email,
    })
    if (id === undefined) {
      throw new AppError('QUESTION_DUPLICATE', {
        fields: [{ pointer: '/body', message: 'asked already' }],
      })
    }
    if (status === 'held') await openCase(tx, { kind: 'question', id }, 'words')
    else await adjustSummary(tx, productId, { questions: 1 })
    return { id, status }
  })
}
