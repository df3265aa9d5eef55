import { type Kysely, type RawBuilder, sql } from 'kysely'
import { STATUS, SUBJECT_KINDS } from '../community/contract.ts'
import { myReactions, reactionsTo } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import { jsonPage, PAGE_BYTES } from '../db/json-page.ts'
import { isoTime, microseconds, momentOf } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { Post, PostCard } from './contract.ts'
import { postCardJson, postPairs } from './json-queries.ts'

const { visible, deleted } = STATUS

/** Who looks: an account, and whether it moderates. */
export interface Viewer {
  readonly accountId: number | null
  readonly isModerator: boolean
}

type PostRow = Omit<Post, 'contentHtml' | 'status'>

interface FoundPost {
  readonly post: PostRow
  readonly status: number
  readonly isOwn: boolean
}

/** The comments on the row of `post`: with what the viewer wrote into the shadows, of which they do not learn. */
const commentsSeenBy = (accountId: RawBuilder<unknown>) => sql`
  post.comments + case when ${accountId}::integer is null then 0 else (
    select count(*) from comment as the_own join comment_thread as the_thread on the_thread.id = the_own.thread_id
    where the_own.account_id = ${accountId}::integer and the_own.status = 4
      and the_thread.subject_kind = 4 and the_thread.subject_id = post.id
  ) end
`

const postStatement = prepared(
  'post_by_id',
  (id: number, accountId: number | null, isModerator: boolean) => sql<FoundPost>`
    select post.status, coalesce(post.account_id = ${accountId}::integer, false) as "isOwn", json_build_object(
      ${postPairs('post', commentsSeenBy(sql`${accountId}`))},
      'content', post.content,
      'revision', post.revision,
      'reactions', ${reactionsTo('post', sql`post.id`)},
      'mine', json_build_object(
        'vote', coalesce((
          select value from vote
          where subject_kind = ${SUBJECT_KINDS.post} and subject_id = post.id
            and vote.account_id = ${accountId}::integer
        ), 0),
        'reactions', ${myReactions('post', sql`post.id`, sql`${accountId}::integer`)}
      )
    ) as post
    from post
    where post.id = ${id} and (
      post.status = ${visible}
      or (post.account_id = ${accountId}::integer and post.status <> ${deleted})
      or ${isModerator}::boolean
    )
  `,
)

/**
 * A post as far as the viewer may see it: what is held, hidden or in the shadows is for its author and for
 * moderators, what was removed for moderators.
 */
export async function findPost(
  db: Kysely<Database>,
  id: number,
  { accountId, isModerator }: Viewer,
): Promise<FoundPost | undefined> {
  const [row] = await postStatement(db, id, accountId, isModerator)
  return row
}

export type Reactions = {
  readonly reactions: Post['reactions']
  readonly mine: Post['mine']['reactions']
}

export async function findReactions(
  db: Kysely<Database>,
  id: number,
  accountId: number,
): Promise<Reactions> {
  const { rows } = await sql<Reactions>`
    select ${reactionsTo('post', sql`${id}`)} as reactions,
      ${myReactions('post', sql`${id}`, sql`${accountId}`)} as mine
  `.execute(db)
  return rows[0] ?? { reactions: [], mine: [] }
}

/** Where a page begins: behind the post of this time, in microseconds since 1970, and id. */
export interface PostPosition {
  readonly time: number
  readonly id: number
}

export interface AuthoredPost extends PostPosition {
  readonly status: number
  readonly card: PostCard
}

/** Which of an account's posts are listed has an index each. */
const authored = (name: string, shown: RawBuilder<unknown>) =>
  prepared(
    name,
    (accountId: number, time: number, id: number, limit: number) => sql<AuthoredPost>`
      select post.id, post.status, ${microseconds(sql`post.created_at`)} as time,
        ${postCardJson('post')} as card
      from post
      where post.account_id = ${accountId} and ${shown}
        and (post.created_at, post.id) < (${momentOf(sql`${time}`)}, ${id}::integer)
      order by post.created_at desc, post.id desc
      limit ${limit}
    `,
  )

const LISTS = {
  visible: authored('posts_by_author', sql`post.status = 0`),
  own: authored('posts_of_mine', sql`post.status <> 3`),
}

/** Posts of an account behind a position, latest first: the visible ones, or all that it has not removed. */
export function postsBehind(
  db: Kysely<Database>,
  which: keyof typeof LISTS,
  page: { readonly accountId: number; readonly after: PostPosition; readonly limit: number },
): Promise<readonly AuthoredPost[]> {
  const { accountId, after, limit } = page
  return LISTS[which](db, accountId, after.time, after.id, limit)
}

/** Whose post it is and its status; undefined when there is none. */
export function findOwner(db: Kysely<Database>, id: number) {
  return db
    .selectFrom('post')
    .select(['account_id', 'status'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface PostRevision {
  readonly revision: number
  readonly title: string
  readonly content: string
  readonly tags: string[]
  readonly replacedAt: string
}

/** What a post said before, latest first, as many revisions as fit into a page; the last one if there are more. */
export async function revisionsBehind(
  db: Kysely<Database>,
  postId: number,
  page: { readonly before: number; readonly limit: number },
): Promise<{ readonly items: PostRevision[]; readonly end: number | null }> {
  const { before, limit } = page
  const pages = jsonPage({
    ids: sql`
      select revision from post_revision where post_id = ${postId} and revision < ${before}
      order by revision desc limit ${limit}::integer + 1
    `,
    jsonOf: (revision) => sql`
      select json_build_object('revision', it.revision, 'title', it.title, 'content', it.content,
        'tags', it.tags, 'replacedAt', ${isoTime(sql`it.replaced_at`)})
      from post_revision as it where it.post_id = ${postId} and it.revision = ${revision}
    `,
    limit,
    maxBytes: PAGE_BYTES,
  })
  const { rows } = await sql<{ items: PostRevision[]; end: number | null }>`
    with recursive ${pages} select items, last_id as end from page
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}
