import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import {
  type Admission,
  AUTO_ACTOR,
  admitText,
  openCase,
  recordAction,
  shownToAuthor,
} from '../community/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { editPostInput, editPostOutput } from './contract.ts'
import { lockOwnPost, type OwnPost, type PostText, updatePost } from './post-queries.ts'

type Input = z.output<typeof editPostInput>

/**
 * Changes one's own post; what it said is kept. The new words are screened like those of a new post; what is
 * held or hidden stays so until a moderator decides. An edit that changes nothing leaves no revision. Throws
 * POST_NOT_FOUND, also for somebody else's post or one that was removed, CONFLICT when it has another revision
 * than the expected one, and MUTED.
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
      return { id, revision: before.revision, status: shownToAuthor(before.status) }
    }
    const status = before.status === 'visible' ? admission.status : before.status
    const revision = await updatePost(tx, { id, accountId }, { ...after, status })
    if (before.status !== status && status === 'held') await hold(tx, id, admission)
    return { id, revision, status: shownToAuthor(status) }
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

/** What could be seen waits for a moderator from now on, which the log says. */
async function hold(tx: Kysely<Database>, id: number, { cause }: Admission): Promise<void> {
  const subject = { kind: 'post', id } as const
  await openCase(tx, subject, cause ?? 'words')
  await recordAction(tx, {
    ...{ subject, before: 'visible', after: 'held' },
    reason: 'a word of the list',
    actor: AUTO_ACTOR,
  })
}
