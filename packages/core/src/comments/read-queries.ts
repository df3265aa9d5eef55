import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { jsonPage, PAGE_BYTES } from '../db/json-page.ts'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { SubjectRef } from '../subjects/contract.ts'
import { accessTo, subjectJson, type Viewer, type ViewerSql } from '../subjects/index.ts'
import type { Comment } from './contract.ts'
import { commentJson, commentPairs } from './json-queries.ts'

/** Something the viewer can read stands under a subject that they can see. */
const isReadable = (viewer: ViewerSql) => sql`${accessTo('thread', viewer)} in ('open', 'closed')`

export interface FoundComment {
  readonly comment: Comment
  readonly subject: SubjectRef
  readonly ancestors: Comment[]
}

const commentStatement = prepared(
  'comment_by_id',
  (id: number, accountId: number | null, isModerator: boolean, pages: string) => {
    const viewer = sql`${accountId}`
    const who = { accountId: viewer, isModerator: sql`${isModerator}`, pages: sql`${pages}` }
    return sql<FoundComment>`
      with recursive path as (
        select parent_id as id, 1 as distance from comment where id = ${id}::integer
        union all
        select above.parent_id, distance + 1 from path join comment as above on above.id = path.id
      )
      select ${commentJson('one', viewer)} as comment, ${subjectJson('thread')} as subject, (
        select coalesce(json_agg(${commentJson('above', viewer)} order by path.distance desc), '[]')
        from path join comment as above on above.id = path.id
      ) as ancestors
      from comment as one join comment_thread as thread on thread.id = one.thread_id
      where one.id = ${id}::integer and ${isReadable(who)}
        and (one.shown or (one.status = 4 and one.account_id = ${viewer}::integer))
    `
  },
)

/** A comment, or what is left of it, with what it answers; undefined when there is nothing for this viewer. */
export async function findComment(
  db: Kysely<Database>,
  id: number,
  { accountId, isModerator, pages }: Viewer,
): Promise<FoundComment | undefined> {
  const [row] = await commentStatement(db, id, accountId, isModerator, pages)
  return row
}

export interface AuthoredRow {
  readonly items: (Comment & { readonly subject: SubjectRef; readonly status: number })[]
  readonly end: number | null
}

export interface AuthoredPage {
  readonly authorId: number
  readonly before: number
  readonly limit: number
}

/** Comments looked at for one page, at most: how many of them can be seen is not known before. */
const STRETCH = 200

/** Comments of an account before an id, latest first, under what the viewer can see; its own whatever their status. */
export async function commentsOf(
  db: Kysely<Database>,
  viewer: Viewer,
  { authorId, before, limit }: AuthoredPage,
): Promise<AuthoredRow> {
  const isOwn = authorId === viewer.accountId
  const account = sql`${viewer.accountId}`
  const who = {
    accountId: account,
    isModerator: sql`${viewer.isModerator}`,
    pages: sql`${viewer.pages}`,
  }
  const pages = jsonPage({
    ids: sql`
      select stretch.id
      from stretch join comment_thread as thread on thread.id = stretch.thread_id
      where ${isOwn ? sql`stretch.status <> 3` : sql`stretch.status = 0`} and ${isReadable(who)}
      order by stretch.id desc limit ${limit}::integer + 1
    `,
    jsonOf: (id) => sql`
      select json_build_object(${commentPairs('one', account, isOwn ? sql`true` : undefined)},
        'subject', ${subjectJson('thread')}, 'status', one.status)
      from comment as one join comment_thread as thread on thread.id = one.thread_id
      where one.id = ${id}
    `,
    limit,
    maxBytes: PAGE_BYTES,
  })
  const { rows } = await sql<AuthoredRow>`
    with recursive stretch as materialized (
      select id, thread_id, status from comment where account_id = ${authorId} and id < ${before}
      order by id desc limit ${STRETCH}
    ), ${pages}
    select items, coalesce(last_id, (
      select min(id) from stretch having count(*) = ${STRETCH}
    )) as end
    from page
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}

export async function accountExists(db: Kysely<Database>, id: number): Promise<boolean> {
  const { rows } = await sql`select from account where id = ${id}`.execute(db)
  return rows.length > 0
}

/** Whose comment it is and its status; undefined when there is none. */
export function findOwner(db: Kysely<Database>, id: number) {
  return db
    .selectFrom('comment')
    .select(['account_id', 'status'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface CommentRevision {
  readonly revision: number
  readonly body: string
  readonly replacedAt: string
}

/** What a comment said before, latest first, as many revisions as fit into a page; the last one if there are more. */
export async function revisionsBehind(
  db: Kysely<Database>,
  commentId: number,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<{ readonly items: CommentRevision[]; readonly end: number | null }> {
  const pages = jsonPage({
    ids: sql`
      select revision from comment_revision where comment_id = ${commentId} and revision < ${before}
      order by revision desc limit ${limit}::integer + 1
    `,
    jsonOf: (revision) => sql`
      select json_build_object('revision', it.revision, 'body', it.body,
        'replacedAt', ${isoTime(sql`it.replaced_at`)})
      from comment_revision as it where it.comment_id = ${commentId} and it.revision = ${revision}
    `,
    limit,
    maxBytes: PAGE_BYTES,
  })
  const { rows } = await sql<{ items: CommentRevision[]; end: number | null }>`
    with recursive ${pages} select items, last_id as end from page
  `.execute(db)
  return rows[0] ?? { items: [], end: null }
}
