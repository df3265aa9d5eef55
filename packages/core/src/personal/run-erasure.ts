import type { SubjectKind } from '../community/contract.ts'
import { setReaction, withdraw } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { isAppError } from '../errors.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { SUBJECTS } from '../moderation/index.ts'
import { castVote } from '../votes/index.ts'
import { deleteAccount, dropVote, type OwnVote, reactionsBy, votesOf } from './account-queries.ts'
import { BLANK, textsOf } from './text-queries.ts'

/** Looked up together; each is a transaction of its own, so that nobody waits for long. */
const BATCH = 200

const KINDS = Object.keys(BLANK) as SubjectKind[]

/**
 * Erases what an account has left: its texts are taken out of all counters and lists and lose their words, its
 * votes are taken back, and all else goes with its row. Whatever was done before a kill stays done, and the next
 * run goes on.
 */
export async function runErasure(
  ctx: Ctx,
  { accountId }: JobInput<'accounts.erase'>,
): Promise<JobResult<'accounts.erase'>> {
  let texts = 0
  for (const kind of KINDS) texts += await eraseTexts(ctx, kind, accountId)
  const votes = (await takeVotesBack(ctx, accountId)) + (await takeReactionsBack(ctx, accountId))
  await deleteAccount(ctx.db, accountId)
  return { texts, votes }
}

async function eraseTexts(ctx: Ctx, kind: SubjectKind, accountId: number): Promise<number> {
  let erased = 0
  for (;;) {
    const ids = await textsOf(ctx.db, kind, { accountId, limit: BATCH })
    for (const id of ids) {
      ctx.signal?.throwIfAborted()
      await transact(ctx.db, async (tx) => {
        await withdraw(tx, SUBJECTS[kind], { id, author: `account:${accountId}` })
        await BLANK[kind](tx, id)
      })
    }
    erased += ids.length
    if (ids.length < BATCH) return erased
  }
}

async function takeVotesBack(ctx: Ctx, accountId: number): Promise<number> {
  const own = { ...ctx, actor: { kind: 'account', accountId, role: 'guest' } } as const
  let taken = 0
  for (;;) {
    const votes = await votesOf(ctx.db, { accountId, limit: BATCH })
    for (const vote of votes) {
      ctx.signal?.throwIfAborted()
      await takeBack(own, accountId, vote)
    }
    taken += votes.length
    if (votes.length < BATCH) return taken
  }
}

async function takeReactionsBack(ctx: Ctx, accountId: number): Promise<number> {
  let taken = 0
  for (;;) {
    const reactions = await reactionsBy(ctx.db, { accountId, limit: BATCH })
    for (const { subject, emoji } of reactions) {
      ctx.signal?.throwIfAborted()
      await transact(ctx.db, (tx) => setReaction(tx, { subject, accountId, emoji, on: false }))
    }
    taken += reactions.length
    if (reactions.length < BATCH) return taken
  }
}

/** A text that is not shown takes no votes, and gives none back. */
async function takeBack(ctx: Ctx, accountId: number, vote: OwnVote): Promise<void> {
  try {
    await castVote(ctx, { subject: vote, value: 0 })
  } catch (error) {
    if (!isAppError(error)) throw error
  }
  await dropVote(ctx.db, accountId, vote)
}
