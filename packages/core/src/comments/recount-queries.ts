import { type Kysely, type RawBuilder, sql } from 'kysely'
import { SUBJECT_KINDS } from '../community/contract.ts'
import type { Database } from '../db/database.ts'
import { SUBJECTS } from '../subjects/index.ts'

/** Threads from one id to another, both included. */
export interface ThreadSlice {
  readonly from: number
  readonly to: number
}

/** Rows whose counters are off, and by how much: what has to be added. */
export interface Drift {
  readonly comments: readonly {
    readonly id: number
    readonly replies: number
    readonly likes: number
    readonly dislikes: number
  }[]
  readonly threads: readonly { readonly id: number; readonly comments: number }[]
  readonly posts: readonly { readonly id: number; readonly comments: number }[]
}

/** The last id of the next threads from `from` on, and how many they are: `comments` in all, or one that has more. */
export async function nextSlice(
  db: Kysely<Database>,
  { from, to }: ThreadSlice,
  size: { readonly threads: number; readonly comments: number },
): Promise<{ readonly last: number | null; readonly threads: number }> {
  const { rows } = await sql<{ last: number | null; threads: number }>`
    select max(id) as last, count(*) as threads
    from (
      select id, row_number() over (order by id) as place, sum(comments) over (order by id) as comments
      from (
        select id, comments from comment_thread where id between ${from} and ${to}
        order by id limit ${size.threads}
      ) as next
    ) as counted
    where place = 1 or comments <= ${size.comments}
  `.execute(db)
  return rows[0] ?? { last: null, threads: 0 }
}

/** One recount at a time repairs: two would both add what they both found. */
export async function lockRecount(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('comments.recount'))`.execute(tx)
}

/** Locks comments in the order in which all others do, see `lockComment`. */
export async function lockComments(tx: Kysely<Database>, ids: readonly number[]): Promise<void> {
  await sql`
    select from comment where id = any(${ids}::integer[]) order by id desc for no key update
  `.execute(tx)
}

/**
 * What is off in a slice. One statement sees one moment, in which every counter fits what it counts unless
 * something has gone wrong; so no lock is taken to look. A comment has to be shown when it or anything below it is
 * visible, which is found from below upwards, whatever the rows say of themselves.
 */
export async function findDrift(db: Kysely<Database>, slice: ThreadSlice): Promise<Drift> {
  const { rows } = await sql<Drift>`
    with recursive said as materialized (
      select id, thread_id, parent_id, status, replies, likes, dislikes
      from comment where thread_id between ${slice.from} and ${slice.to}
    ), shown (id, parent_id) as (
      select id, parent_id from said where status = 0
      union
      select said.id, said.parent_id from shown join said on said.id = shown.parent_id
    ), answered as (
      select parent_id as id, count(*) as replies from shown where parent_id is not null group by parent_id
    ), voted as (
      select said.id, count(*) filter (where value = 1) as likes, count(*) filter (where value = -1) as dislikes
      from said join vote on vote.subject_kind = ${SUBJECT_KINDS.comment} and vote.subject_id = said.id
      group by said.id
    ), off_comments as (
      select said.id, coalesce(answered.replies, 0) - said.replies as replies,
        coalesce(voted.likes, 0) - said.likes as likes, coalesce(voted.dislikes, 0) - said.dislikes as dislikes
      from said left join answered using (id) left join voted using (id)
    ), counted as (
      select thread.id, thread.subject_kind, thread.subject_id, thread.comments,
        coalesce(seen.visible, 0) as visible
      from comment_thread as thread left join (
        select thread_id as id, count(*) as visible from said where status = 0 group by thread_id
      ) as seen using (id)
      where thread.id between ${slice.from} and ${slice.to}
    ), off_threads as (
      select id, visible - comments as comments from counted
    ), off_posts as (
      select post.id, visible - post.comments as comments
      from counted join post on post.id = counted.subject_id
      where counted.subject_kind = ${SUBJECTS.post.number}
    )
    select
      ${rowsOf('off_comments', ['replies', 'likes', 'dislikes'])} as comments,
      ${rowsOf('off_threads', ['comments'])} as threads,
      ${rowsOf('off_posts', ['comments'])} as posts
  `.execute(db)
  return rows[0] ?? { comments: [], threads: [], posts: [] }
}

/** As JSON, those of which a counter is off. */
function rowsOf(relation: string, counters: readonly string[]): RawBuilder<never> {
  const row = sql.table(relation)
  const columns = sql.join(counters.map((name) => sql.ref(`${relation}.${name}`)))
  const zeros = sql.join(counters.map(() => sql`0`))
  return sql`(
    select coalesce(json_agg(${row} order by ${sql.ref(`${relation}.id`)}), '[]') from ${row}
    where row(${columns}) <> row(${zeros})
  )`
}

/** Adds what is missing, comments first and what is shared last, as all others do. */
export async function addDrift(tx: Kysely<Database>, drift: Drift): Promise<void> {
  const off = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`
  await sql`
    update comment set replies = comment.replies + off.replies, likes = comment.likes + off.likes,
      dislikes = comment.dislikes + off.dislikes
    from jsonb_to_recordset(${off(drift.comments)})
      as off (id integer, replies integer, likes integer, dislikes integer)
    where comment.id = off.id
  `.execute(tx)
  await sql`
    update comment_thread as thread set comments = thread.comments + off.comments
    from jsonb_to_recordset(${off(drift.threads)}) as off (id integer, comments integer)
    where thread.id = off.id
  `.execute(tx)
  await sql`
    update post set comments = post.comments + off.comments
    from jsonb_to_recordset(${off(drift.posts)}) as off (id integer, comments integer)
    where post.id = off.id
  `.execute(tx)
}
