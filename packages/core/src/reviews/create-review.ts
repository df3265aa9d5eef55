import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { adjustSummary, requireProduct } from '../catalog/index.ts'
import { STATUS } from '../community/contract.ts'
import { admitText, openCase, shownToAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { addToCharacteristics, insertValues } from './characteristic-queries.ts'
import type { createReviewInput, createReviewOutput } from './contract.ts'
import { resolveCharacteristics } from './resolve-characteristics.ts'
import { summaryDelta } from './summary-delta.ts'
import { insertPhotos, insertReview } from './write-queries.ts'

/**
 * Publishes a review, or holds it for a moderator when a rule says so: then it counts once it is restored.
 * Throws PRODUCT_NOT_FOUND, REVIEW_DUPLICATE, MUTED, BANNED, and BAD_INPUT for characteristics that the product
 * does not have.
 */
export async function createReview(
  ctx: Ctx,
  input: z.output<typeof createReviewInput>,
): Promise<z.output<typeof createReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { productId, rating, recommend, summary, body, author } = input
  return await transact(ctx.db, async (tx) => {
    const texts = [summary, body, author.name]
    const { status, cause } = await admitText(ctx, tx, { accountId, texts, photos: input.photos })
    const id = await insertReview(tx, {
      product_id: productId,
      account_id: accountId,
      rating,
      recommend,
      status: STATUS[status],
      summary,
      body,
      author_name: author.name,
      author_email: author.email ?? null,
    })
    if (id === null) {
      await requireProduct(tx, productId)
      throw new AppError('REVIEW_DUPLICATE')
    }
    await insertPhotos(tx, id, input.photos)
    await insertValues(tx, id, await resolveCharacteristics(tx, productId, input.characteristics))
    if (cause !== null) await openCase(tx, { kind: 'review', id }, cause)
    if (status === 'visible') {
      await adjustSummary(tx, productId, summaryDelta(null, input))
      await addToCharacteristics(tx, id, 1)
    }
    return { id, status: shownToAuthor(status), heldFor: cause }
  })
}
