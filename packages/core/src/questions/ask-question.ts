import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { adjustSummary, requireProduct } from '../catalog/index.ts'
import { admitText, communityContract, openCase, shownToAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { askInput, askOutput } from './contract.ts'
import { insertQuestion } from './question-queries.ts'

/**
 * Asks about a product. A rule may have the text wait for a moderator. Throws PRODUCT_NOT_FOUND, MUTED, BANNED,
 * and QUESTION_DUPLICATE when this account has asked the same about the product already.
 */
export async function askQuestion(
  ctx: Ctx,
  input: z.output<typeof askInput>,
): Promise<z.output<typeof askOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId, body, author } = input
  return transact(ctx.db, async (tx) => {
    await requireProduct(tx, productId)
    const texts = [body, author.name]
    const { status, cause } = await admitText(ctx, tx, { accountId, texts })
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
    if (cause !== null) await openCase(tx, { kind: 'question', id }, cause)
    if (status === 'visible') await adjustSummary(tx, productId, { questions: 1 })
    return { id, status: shownToAuthor(status), heldFor: cause }
  })
}
