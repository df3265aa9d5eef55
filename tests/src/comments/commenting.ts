import type { Ctx } from '@loadout/core'
import {
  commentSubject,
  commentsByAuthor,
  commentsContract as contract,
  createComment,
  editComment,
  getComment,
  listComments,
  recountComments,
  removeComment,
  reportComment,
  voteComment,
} from '@loadout/core/comments'
import type { communityContract } from '@loadout/core/community'
import type { subjectsContract } from '@loadout/core/subjects'
import { sql } from 'kysely'
import { asGuest } from '../support/store.ts'

export type Subject = subjectsContract.TypedSubject

/** A post of somebody's; the account that wrote it as `accountId`. */
export async function addPost(ctx: Ctx, status = 0) {
  const author = await asGuest(ctx)
  const { id } = await ctx.db
    .insertInto('post')
    .values({ account_id: author.accountId, title: 'A post', content: 'Of words.', status })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, author, subject: { kind: 'post', id } as const }
}

/** What somebody says; the id of the comment. */
export async function say(
  ctx: Ctx,
  subject: Subject,
  body: string,
  parentId?: number,
): Promise<number> {
  const input = contract.createCommentInput.parse({ subject, body, parentId })
  return (await createComment(ctx, input)).id
}

export const edit = (ctx: Ctx, commentId: number, body: string) =>
  editComment(ctx, contract.editCommentInput.parse({ commentId, body }))

export const remove = (ctx: Ctx, commentId: number) => removeComment(ctx, { commentId })

export const vote = (ctx: Ctx, commentId: number, value: -1 | 0 | 1) =>
  voteComment(ctx, { commentId, value })

export const report = (ctx: Ctx, commentId: number, over: object = {}) =>
  reportComment(ctx, contract.reportCommentInput.parse({ commentId, ...over }))

export const get = (ctx: Ctx, commentId: number) => getComment(ctx, { commentId })

/** `comments.list` with its defaults. */
export const list = (ctx: Ctx, subject: Subject, input: object = {}) =>
  listComments(ctx, contract.commentListInput.parse({ subject, ...input }))

export const byAuthor = (ctx: Ctx, accountId: number, input: object = {}) =>
  commentsByAuthor(ctx, contract.commentsByAuthorInput.parse({ accountId, ...input }))

export const setStatus = (ctx: Ctx, id: number, status: communityContract.Status) =>
  ctx.db.transaction().execute((tx) => commentSubject.setStatus(tx, id, status))

interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/** All pages of a list, one after the other; `between` runs before each but the first. */
export async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  between: () => Promise<unknown> = async () => {},
): Promise<readonly (readonly Item[])[]> {
  const pages: (readonly Item[])[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await read(cursor)
    pages.push(items)
    if (nextCursor === null) return pages
    cursor = nextCursor
    await between()
  }
}

export const bodies = (items: readonly { readonly body: string | null }[]) =>
  items.map(({ body }) => body)
export const idsOf = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id)

/** Everything that is counted about comments, as it stands. */
export async function counters({ db }: Pick<Ctx, 'db'>, postId: number) {
  const post = await db
    .selectFrom('post')
    .select('comments')
    .where('id', '=', postId)
    .executeTakeFirstOrThrow()
  const thread = await db
    .selectFrom('comment_thread')
    .select(['id', 'comments'])
    .where('subject_kind', '=', 4)
    .where('subject_id', '=', postId)
    .executeTakeFirst()
  const comments = await db
    .selectFrom('comment')
    .select(['id', 'replies', 'likes', 'dislikes'])
    .where('thread_id', '=', thread?.id ?? 0)
    .orderBy('id')
    .execute()
  return { post: post.comments, thread: thread?.comments ?? 0, comments }
}

export const NOTHING_OFF = { comments: 0, threads: 0, posts: 0 }

/** What is off among all comments there are. */
export async function drift(ctx: Ctx) {
  return (await recountComments(ctx, { from: 1, to: 2_147_483_647, dryRun: true })).off
}

/** The same account, signed up and with this role. */
export async function signedUp(
  by: Ctx & { readonly accountId: number },
  name: string,
  role: 'user' | 'moderator' = 'user',
): Promise<Ctx & { readonly accountId: number }> {
  await by.db
    .updateTable('account')
    .set({ kind: 'user', display_name: name, name_key: name.toLowerCase(), role })
    .where('id', '=', by.accountId)
    .execute()
  return { ...by, actor: { kind: 'account', accountId: by.accountId, role } }
}

/** From now on nobody else sees what this account writes, or they do again. */
export async function shadowBan(
  by: Ctx & { readonly accountId: number },
  banned = true,
): Promise<void> {
  await sql`update account set shadow_banned = ${banned} where id = ${by.accountId}`.execute(by.db)
}
