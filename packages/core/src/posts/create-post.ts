import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { touchPost } from '../changes/index.ts'
import { admitText, openCase, shownToAuthor } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { openSubject } from '../subjects/index.ts'
import type { createPostInput, createPostOutput } from './contract.ts'
import { insertPost } from './post-queries.ts'

/** Writes a post. A rule may have it wait for a moderator. Throws SUBJECT_NOT_FOUND, MUTED and BANNED. */
export async function createPost(
  ctx: Ctx,
  { title, content, tags, subject }: z.output<typeof createPostInput>,
): Promise<z.output<typeof createPostOutput>> {
  const accountId = requireAccount(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const texts = [title, content, ...tags]
    const { status, cause } = await admitText(ctx, tx, { accountId, texts })
    const about = subject === undefined ? null : await openSubject(ctx, tx, subject)
    const id = await insertPost(tx, { accountId, status, title, content, tags, about })
    if (cause !== null) await openCase(tx, { kind: 'post', id }, cause)
    const position = await touchPost(tx, id)
    return { id, status: shownToAuthor(status), heldFor: cause, position }
  })
}
