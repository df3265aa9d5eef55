import type { z } from 'zod'
import { scopesOf } from '../actor.ts'
import { shownToAuthor, statusOf } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { getPostInput, postSchema } from './contract.ts'
import { findPost } from './read-queries.ts'

/**
 * One post with its reactions, and what the caller thinks of it. What is held or hidden is for its author and
 * for moderators, what was removed for moderators alone. What is in the shadows is said to be visible to its author,
 * and where it is to moderators. Throws POST_NOT_FOUND.
 */
export async function getPost(
  ctx: Ctx,
  { postId }: z.output<typeof getPostInput>,
): Promise<z.output<typeof postSchema>> {
  const { actor } = ctx
  const found = await findPost(ctx.db, postId, {
    accountId: actor.kind === 'account' ? actor.accountId : null,
    isModerator: scopesOf(actor).includes('moderation:write'),
  })
  if (found === undefined) {
    throw new AppError('POST_NOT_FOUND', {
      fields: [{ pointer: '/postId', message: 'no such post' }],
    })
  }
  const { post, isOwn } = found
  const status = statusOf(found.status)
  return {
    ...post,
    contentHtml: ctx.markdown.render(post.content),
    status: isOwn ? shownToAuthor(status) : status,
  }
}
