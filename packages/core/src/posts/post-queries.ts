import { type Kysely, sql } from 'kysely'
import { STATUS, type Status } from '../community/contract.ts'
import { type ModeratedText, statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import type { SubjectKey } from '../subjects/index.ts'

export interface PostText {
  readonly title: string
  readonly content: string
  readonly tags: readonly string[]
}

/** Writes a post and its tags; the id. */
export async function insertPost(
  tx: Kysely<Database>,
  post: PostText & {
    readonly accountId: number
    readonly status: Status
    readonly about: SubjectKey | null
  },
): Promise<number> {
  const { accountId, status, title, content, tags, about } = post
  const { id } = await tx
    .insertInto('post')
    .values({
      account_id: accountId,
      status: STATUS[status],
      title,
      content,
      subject_kind: about?.kind ?? null,
      subject_id: about?.row ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // The time of the post to the microsecond, which a Date has no room for.
  await sql`
    insert into post_tag (tag, post_id, created_at)
    select tag, post.id, post.created_at from post, unnest(${tags}::text[]) as tag
    where post.id = ${id}
  `.execute(tx)
  return id
}

export interface LockedPost {
  readonly id: number
  readonly accountId: number
  readonly status: Status
  readonly likes: number
  readonly dislikes: number
}

/** Locks a post whoever wrote it, whatever its status: the first lock of who changes it or what it counts. */
export async function lockPost(tx: Kysely<Database>, id: number): Promise<LockedPost | undefined> {
  const row = await tx
    .selectFrom('post')
    .select(['id', 'account_id', 'status', 'likes', 'dislikes'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      status: statusOf(row.status),
      likes: row.likes,
      dislikes: row.dislikes,
    }
  )
}

export interface OwnPost extends PostText {
  readonly status: Status
  readonly revision: number
}

/** Locks a post of this account; undefined also when it is somebody else's. */
export async function lockOwnPost(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
): Promise<OwnPost | undefined> {
  const { rows } = await sql<Omit<OwnPost, 'status'> & { status: number }>`
    select status, revision, title, content,
      array(select tag from post_tag where post_id = post.id order by tag collate "C") as tags
    from post where id = ${id} and account_id = ${accountId}
    for no key update
  `.execute(tx)
  const [row] = rows
  return row && { ...row, status: statusOf(row.status) }
}

/** Replaces what an own post says and keeps what it said; the new revision. Throws when the caller does not hold it. */
export async function updatePost(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
  next: PostText & { readonly status: Status },
): Promise<number> {
  const { title, content, tags, status } = next
  const { rows } = await sql<{ revision: number }>`
    with edited as (
      update post set title = ${title}, content = ${content}, status = ${STATUS[status]},
        revision = revision + 1, edited_at = now()
      where id = ${id} and account_id = ${accountId}
      returning new.id, new.revision, new.created_at,
        old.revision as old_revision, old.title as old_title, old.content as old_content
    ), kept as (
      insert into post_revision (post_id, revision, title, content, tags)
      select id, old_revision, old_title, old_content,
        array(select tag from post_tag where post_id = edited.id order by tag collate "C")
      from edited
    ), dropped as (
      delete from post_tag using edited
      where post_id = edited.id and tag <> all(${tags}::text[])
    ), tagged as (
      insert into post_tag (tag, post_id, created_at)
      select tag, edited.id, edited.created_at from edited, unnest(${tags}::text[]) as tag
      on conflict (tag, post_id) do nothing
    )
    select revision from edited
  `.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error(`post ${id} is not one of account ${accountId}`)
  return row.revision
}

export async function writePostStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<void> {
  await tx.updateTable('post').set({ status: STATUS[status] }).where('id', '=', id).execute()
}

/** Adds to the counters of a post; the status it has, undefined when there is none. */
export async function addToPost(
  tx: Kysely<Database>,
  id: number,
  delta: {
    readonly likes?: number
    readonly dislikes?: number
    readonly comments?: number
  },
): Promise<Status | undefined> {
  const { likes = 0, dislikes = 0, comments = 0 } = delta
  const { rows } = await sql<{ status: number }>`
    update post set likes = likes + ${likes}, dislikes = dislikes + ${dislikes},
      comments = comments + ${comments}
    where id = ${id}
    returning status
  `.execute(tx)
  return rows[0] && statusOf(rows[0].status)
}

/** What a moderator sees of posts. */
export async function findPostTexts(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly ModeratedText[]> {
  const { rows } = await sql<Omit<ModeratedText, 'status' | 'productId'> & { status: number }>`
    select post.id, post.status, post.account_id as "accountId", post.created_at as "createdAt",
      coalesce(account.display_name, 'guest ' || account.id) as author,
      concat_ws(e'\n\n', title, content, (
        select string_agg('#' || tag, ' ' order by tag collate "C") from post_tag where post_id = post.id
      )) as text
    from post join account on account.id = post.account_id
    where post.id = any(${ids}::integer[])
  `.execute(db)
  return rows.map((row) => ({ ...row, productId: null, status: statusOf(row.status) }))
}
