import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import { touchPost } from '../changes/index.ts'
import { admitText, recordAdmission, shownToAuthor, statusAfterEdit } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { editPostInput, editPostOutput } from './contract.ts'
import { lockOwnPost, type OwnPost, type PostText, updatePost } from './post-queries.ts'

type Input = z.output<typeof editPostInput>

/**
 * Changes one's own post; what it said is kept. The new words are screened like those of a new post; what is
 * held or hidden stays so until a moderator decides. An edit that changes nothing leaves no revision. Throws
 * POST_NOT_FOUND, also for somebody else's post or one that was removed, CONFLICT when it has another revision
 * than the expected one, MUTED and BANNED.
 */
export async function editPost(ctx: Ctx, input: Input): Promise<z.output<typeof editPostOutput>> {
  const accountId = requireAccount(ctx.actor)
  const id = input.postId
  return await transact(ctx.db, async (tx) => {
    const before = requireRevision(await lockOwnPost(tx, { id, accountId }), input)
    const after = changed(before, input)
    const texts = [after.title, after.content, ...after.tags]
    const admission = await admitText(ctx, tx, { accountId, texts })
    if (isSame(before, after)) {
      const status = shownToAuthor(before.status)
      return { id, revision: before.revision, status, heldFor: null, position: null }
    }
    const status = statusAfterEdit(before.status, admission)
    const revision = await updatePost(tx, { id, accountId }, { ...after, status })
    if (before.status !== status) {
      await recordAdmission(tx, { kind: 'post', id }, { before: before.status, admission })
    }
    const heldFor = status === 'held' ? admission.cause : null
    const position = await touchPost(tx, id)
    return { id, revision, status: shownToAuthor(status), heldFor, position }
  })
}

/** The post, if it may be edited. Throws POST_NOT_FOUND or CONFLICT. */
function requireRevision(post: OwnPost | undefined, { expectedRevision }: Input): OwnPost {
  if (post === undefined || post.status === 'deleted') {
    throw new AppError('POST_NOT_FOUND', {
      fields: [{ pointer: '/postId', message: 'no such post of yours' }],
    })
  }
  const { revision } = post
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    throw new AppError('CONFLICT', { message: `The post has revision ${revision} by now` })
  }
  return post
}

const changed = (before: PostText, input: Input): PostText => ({
  title: input.title ?? before.title,
  content: input.content ?? before.content,
  tags: input.tags ?? before.tags,
})

function isSame(before: PostText, after: PostText): boolean {
  return (
    before.title === after.title &&
    before.content === after.content &&
    new Set(before.tags).symmetricDifference(new Set(after.tags)).size === 0
  )
}
