import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { adjustSummary } from '../catalog/index.ts'
import { STATUS, type Status } from '../community/contract.ts'
import {
  type Admission,
  admitText,
  lastAction,
  openCase,
  recordAction,
  recordAdmission,
  reopenWithdrawn,
  shownToAuthor,
  statusAfterEdit,
  statusOf,
} from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { addToCharacteristics, deleteValues, insertValues } from './characteristic-queries.ts'
import type { editReviewInput, editReviewOutput } from './contract.ts'
import { resolveCharacteristics } from './resolve-characteristics.ts'
import { reviewNotFound } from './review-not-found.ts'
import { type LockedReview, lockOwnReview } from './row-queries.ts'
import { summaryDelta } from './summary-delta.ts'
import { deletePhotos, insertPhotos, updateReview } from './write-queries.ts'

type Input = z.output<typeof editReviewInput>
type Tx = Kysely<Database>

/**
 * Changes one's own review; what it said is kept. The new words are admitted like those of a new review. A
 * review that its author removed comes back with the status it had. What is held or hidden stays so until a
 * moderator decides. Throws REVIEW_NOT_FOUND, also for somebody else's review or one that a moderator
 * deleted, MUTED, BANNED, and BAD_INPUT as `createReview` does.
 */
export async function editReview(
  ctx: Ctx,
  input: Input,
): Promise<z.output<typeof editReviewOutput>> {
  const accountId = requireAccount(ctx.actor)
  const id = input.reviewId
  return await transact(ctx.db, async (tx) => {
    const before = await lockOwnReview(tx, { id, accountId })
    const wanted = before && (await statusWanted(tx, before))
    if (!before || !wanted) throw reviewNotFound()
    const after = {
      rating: input.rating ?? before.rating,
      recommend: input.recommend ?? before.recommend,
      summary: input.summary ?? before.summary,
      body: input.body ?? before.body,
    }
    const texts = [after.summary, after.body]
    const admission = await admitText(ctx, tx, { accountId, texts, photos: input.photos })
    const state = statusAfterEdit(wanted, admission)
    await updateReview(tx, { id, accountId }, { ...after, status: STATUS[state] })
    await replacePhotos(tx, id, input.photos)
    await recount(tx, before, { input, after, state })
    await noteStatus(tx, before, { state, admission, actor: actorName(ctx.actor) })
    return { id, status: shownToAuthor(state), heldFor: state === 'held' ? admission.cause : null }
  })
}

/** The status that the review has if its new words are clean; null: its author may not touch it any more. */
async function statusWanted(tx: Tx, review: LockedReview): Promise<Status | null> {
  const status = statusOf(review.status)
  if (status !== 'deleted') return status
  const removal = await lastAction(tx, { kind: 'review', id: review.id })
  // Taken back when a moderator had deleted it already: there is nothing to go back to.
  if (!removal?.byAuthor || removal.before === 'deleted') return null
  return removal.before
}

async function replacePhotos(tx: Tx, id: number, urls: Input['photos']): Promise<void> {
  if (urls === undefined) return
  await deletePhotos(tx, id)
  await insertPhotos(tx, id, urls)
}

/** Moves the counters of the product by the difference, and replaces what the review rates. */
async function recount(
  tx: Tx,
  before: LockedReview,
  {
    input,
    after,
    state,
  }: { input: Input; after: Parameters<typeof summaryDelta>[1]; state: Status },
): Promise<void> {
  const { id, product_id: productId } = before
  const values =
    input.characteristics && (await resolveCharacteristics(tx, productId, input.characteristics))
  const wasShown = before.status === STATUS.visible
  const isShown = state === 'visible'
  await adjustSummary(tx, productId, summaryDelta(wasShown ? before : null, isShown ? after : null))
  if (values === undefined && wasShown === isShown) return
  if (wasShown) await addToCharacteristics(tx, id, -1)
  if (values !== undefined) {
    await deleteValues(tx, id)
    await insertValues(tx, id, values)
  }
  if (isShown) await addToCharacteristics(tx, id, 1)
}

/** Nobody's status changes without a line in the log. */
async function noteStatus(
  tx: Tx,
  { id, status }: LockedReview,
  change: { readonly state: Status; readonly admission: Admission; readonly actor: string },
): Promise<void> {
  const subject = { kind: 'review', id } as const
  const { state, admission, actor } = change
  const before = statusOf(status)
  if (before === state) return
  // By a rule, and not because it comes back as it was.
  if (before !== 'deleted' && state !== 'visible') {
    return await recordAdmission(tx, subject, { before, admission })
  }
  if (before === 'deleted') await reopenWithdrawn(tx, subject)
  if (state === 'held') await openCase(tx, subject, admission.cause ?? 'words')
  const reason = 'edited by its author'
  await recordAction(tx, { subject, before, after: state, reason, actor })
}
