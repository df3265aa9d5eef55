import type { Ctx } from '@loadout/core'
import {
  postsContract as contract,
  createPost,
  editPost,
  postRevisions,
  postsByAuthor,
  reportPost,
} from '@loadout/core/posts'
import { castVote, react, votesContract } from '@loadout/core/votes'

/** A post; whatever the test does not care about is made up. */
export const create = (ctx: Ctx, over: object = {}) =>
  createPost(
    ctx,
    contract.createPostInput.parse({ title: 'Split', content: 'It is *back*.', ...over }),
  )

/** The same; the id of the post. */
export const write = async (ctx: Ctx, over: object = {}) => (await create(ctx, over)).id

export const edit = (ctx: Ctx, input: object) => editPost(ctx, contract.editPostInput.parse(input))

export const report = (ctx: Ctx, postId: number) =>
  reportPost(ctx, contract.reportPostInput.parse({ postId, reason: 'spam' }))

export const byAuthor = (ctx: Ctx, accountId: number, page: object = {}) =>
  postsByAuthor(ctx, contract.postsByAuthorInput.parse({ accountId, ...page }))

export const revisions = (ctx: Ctx, postId: number, page: object = {}) =>
  postRevisions(ctx, contract.postRevisionsInput.parse({ postId, ...page }))

export const vote = (ctx: Ctx, id: number, value: -1 | 0 | 1) =>
  castVote(ctx, votesContract.setVoteInput.parse({ subject: { kind: 'post', id }, value }))

export const reactTo = (ctx: Ctx, id: number, emoji = '🔥', on = true) =>
  react(ctx, votesContract.setReactionInput.parse({ subject: { kind: 'post', id }, emoji, on }))

/** Everything that the database holds of a post, as it stands. */
export async function stored({ db }: Pick<Ctx, 'db'>, id: number) {
  return {
    post: await db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst(),
    tags: await db
      .selectFrom('post_tag')
      .selectAll()
      .where('post_id', '=', id)
      .orderBy('tag')
      .execute(),
    revisions: await db
      .selectFrom('post_revision')
      .selectAll()
      .where('post_id', '=', id)
      .orderBy('revision')
      .execute(),
    actions: await db
      .selectFrom('moderation_action')
      .selectAll()
      .where('subject_kind', '=', 4)
      .where('subject_id', '=', id)
      .execute(),
  }
}
