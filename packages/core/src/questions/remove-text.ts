import type { z } from 'zod'
import { actorName, requireAccount } from '../actor.ts'
import { withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { removeTextInput, removeTextOutput } from './contract.ts'
import { lockForStatus, textNotFound } from './lock-text.ts'
import { SUBJECTS } from './subjects.ts'

/**
 * Takes back a question or an answer that this account has written, which no moderator can restore;
 * idempotent. Throws QUESTION_NOT_FOUND, ANSWER_NOT_FOUND, and FORBIDDEN for what somebody else wrote.
 */
export async function removeText(
  ctx: Ctx,
  input: z.output<typeof removeTextInput>,
): Promise<z.output<typeof removeTextOutput>> {
  const accountId = requireAccount(ctx.actor)
  const { subject } = input
  return transact(ctx.db, async (tx) => {
    const text = await lockForStatus(tx, subject)
    const isOwn = text?.accountId === accountId
    // Of what cannot be seen nobody else learns that it is there.
    if (text === undefined || (!isOwn && !text.isShown)) throw textNotFound(subject)
    if (!isOwn) throw new AppError('FORBIDDEN', { message: 'Somebody else wrote this' })
    await withdraw(tx, SUBJECTS[subject.kind], { id: subject.id, author: actorName(ctx.actor) })
    return { removed: true }
  })
}
