import { type Kysely, sql } from 'kysely'
import { SUBJECT_KINDS } from '../community/contract.ts'
import type { Database } from '../db/database.ts'

const { post } = SUBJECT_KINDS

/** Posts from one id to another, both included. */
export interface PostSlice {
  readonly from: number
  readonly to: number
}

/** Counters that are off, and by how much: what has to be added. */
export interface Drift {
  readonly posts: readonly {
    readonly id: number
    readonly likes: number
    readonly dislikes: number
  }[]
  readonly reactions: readonly {
    readonly id: number
    readonly emoji: string
    readonly count: number
  }[]
}

/** The last id of the next `size` posts from `from` on, and how many they are. */
export async function nextSlice(
  db: Kysely<Database>,
  { from, to }: PostSlice,
  size: number,
): Promise<{ readonly last: number | null; readonly posts: number }> {
  const { rows } = await sql<{ last: number | null; posts: number }>`
    select max(id) as last, count(*) as posts from (
      select id from post where id between ${from} and ${to} order by id limit ${size}
    ) as slice
  `.execute(db)
  return rows[0] ?? { last: null, posts: 0 }
}

/** One recount at a time repairs: two would both add what they both found. */
export async function lockRecount(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('posts.recount'))`.execute(tx)
}

/**
 * What is off in a slice. One statement sees one moment, in which every counter fits what it counts unless
 * something has gone wrong; so no lock is taken to look. Whoever writes moves a counter with what it counts: a
 * difference stays what it is while others write, until it is added.
 */
export async function findDrift(db: Kysely<Database>, { from, to }: PostSlice): Promise<Drift> {
  const ofSlice = sql`subject_kind = ${post} and subject_id between ${from} and ${to}`
  const { rows } = await sql<Drift>`
    with off_posts as (
      select id, coalesce(voted.likes, 0) - post.likes as likes,
        coalesce(voted.dislikes, 0) - post.dislikes as dislikes
      from post left join (
        select subject_id as id, count(*) filter (where value = 1) as likes,
          count(*) filter (where value = -1) as dislikes
        from vote where ${ofSlice} group by subject_id
      ) as voted using (id)
      where id between ${from} and ${to}
        and (post.likes, post.dislikes) <> (coalesce(voted.likes, 0), coalesce(voted.dislikes, 0))
    ), off_reactions as (
      select id, emoji, coalesce(counted.count, 0) - coalesce(kept.count, 0) as count
      from (
        select subject_id as id, emoji, count(*) as count from reaction
        where ${ofSlice} group by subject_id, emoji
      ) as counted full join (
        select subject_id as id, emoji, count from reaction_count where ${ofSlice}
      ) as kept using (id, emoji)
      where coalesce(counted.count, 0) <> coalesce(kept.count, 0)
    )
    select (
      select coalesce(json_agg(json_build_object('id', id, 'likes', likes, 'dislikes', dislikes) order by id), '[]')
      from off_posts
    ) as posts, (
      select coalesce(json_agg(json_build_object('id', id, 'emoji', emoji, 'count', count) order by id, emoji), '[]')
      from off_reactions
    ) as reactions
  `.execute(db)
  return rows[0] ?? { posts: [], reactions: [] }
}

/**
 * Adds what is missing to the counters. All rows of posts are locked first, by id: whoever votes or reacts holds
 * one before it touches what counts, and waits for no other.
 */
export async function addDrift(tx: Kysely<Database>, drift: Drift): Promise<void> {
  const rowsOf = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`
  const ids = [...drift.posts, ...drift.reactions].map(({ id }) => id)
  await sql`
    select from post where id = any(${ids}::integer[]) order by id for no key update
  `.execute(tx)
  await sql`
    update post set likes = post.likes + off.likes, dislikes = post.dislikes + off.dislikes
    from jsonb_to_recordset(${rowsOf(drift.posts)}) as off (id integer, likes integer, dislikes integer)
    where post.id = off.id
  `.execute(tx)
  await sql`
    insert into reaction_count as it (subject_kind, subject_id, emoji, count)
    select ${post}, id, emoji, count
    from jsonb_to_recordset(${rowsOf(drift.reactions)}) as off (id integer, emoji text, count integer)
    on conflict (subject_kind, subject_id, emoji) do update set count = it.count + excluded.count
  `.execute(tx)
}
