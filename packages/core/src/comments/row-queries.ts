import { type Kysely, sql } from 'kysely'
import { STATUS, type Status } from '../community/contract.ts'
import { type ModeratedText, statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import type { Viewer } from '../subjects/index.ts'
import { type Access, accessTo, ownerOf } from '../subjects/index.ts'

export interface LockedComment {
  readonly id: number
  readonly threadId: number
  readonly parentId: number | null
  /** Null: the account is gone. */
  readonly accountId: number | null
  readonly depth: number
  readonly status: Status
  readonly likes: number
  readonly dislikes: number
  readonly revision: number
  readonly body: string
  readonly createdAt: Date
  /** It, or something below it, can be read by everybody. */
  readonly shown: boolean
}

const COLUMNS = sql`
  comment.id, comment.thread_id as "threadId", comment.parent_id as "parentId",
  comment.account_id as "accountId", comment.depth, comment.status, comment.likes, comment.dislikes,
  comment.revision, comment.body, comment.created_at as "createdAt", comment.shown
`

type Row = Omit<LockedComment, 'status'> & { readonly status: number }
const named = <Some extends Row>(row: Some | undefined) =>
  row && { ...row, status: statusOf(row.status) }

/**
 * Locks a comment: the first lock of whoever changes it. Who also needs those above it locks them afterwards,
 * from below upwards: always the higher id before the lower one, so that nobody waits in a circle.
 */
export async function lockComment(
  tx: Kysely<Database>,
  id: number,
): Promise<LockedComment | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from comment where comment.id = ${id} for no key update
  `.execute(tx)
  return named(rows[0])
}

/** The same of a comment of this account; undefined also when it is somebody else's. */
export async function lockOwnComment(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
): Promise<LockedComment | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from comment
    where comment.id = ${id} and comment.account_id = ${accountId}
    for no key update
  `.execute(tx)
  return named(rows[0])
}

/** The same of any comment, with what the viewer may do under its subject. */
export async function lockWithAccess(
  tx: Kysely<Database>,
  id: number,
  viewer: Viewer,
): Promise<(LockedComment & { readonly access: Access }) | undefined> {
  const { rows } = await sql<Row & { readonly access: Access }>`
    select ${COLUMNS}, ${accessTo('thread', {
      accountId: sql`${viewer.accountId}`,
      isModerator: sql`${viewer.isModerator}`,
      pages: sql`${viewer.pages}`,
    })} as access
    from comment join comment_thread as thread on thread.id = comment.thread_id
    where comment.id = ${id}
    for no key update of comment
  `.execute(tx)
  return named(rows[0])
}

/** To whom a comment is written: whose text it is about, and who wrote what it answers. */
export async function findAddressees(
  tx: Kysely<Database>,
  { threadId, parentId }: Pick<LockedComment, 'threadId' | 'parentId'>,
): Promise<readonly (number | null)[]> {
  const { rows } = await sql<{ owner: number | null; answered: number | null }>`
    select ${ownerOf('thread')} as owner,
      (select account_id from comment where comment.id = ${parentId}) as answered
    from comment_thread as thread where thread.id = ${threadId}
  `.execute(tx)
  return rows.flatMap(({ owner, answered }) => [owner, answered])
}

export interface NewComment {
  readonly threadId: number
  /** What it answers; null: the subject itself. */
  readonly parent: Pick<LockedComment, 'id' | 'depth'> | null
  readonly accountId: number
  readonly status: Status
  readonly body: string
}

export async function insertComment(tx: Kysely<Database>, comment: NewComment): Promise<number> {
  const { id } = await tx
    .insertInto('comment')
    .values({
      thread_id: comment.threadId,
      parent_id: comment.parent?.id ?? null,
      depth: (comment.parent?.depth ?? 0) + 1,
      account_id: comment.accountId,
      status: STATUS[comment.status],
      body: comment.body,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Replaces the words of a comment of this account, and keeps the old ones. The caller holds the row. */
export async function updateBody(
  tx: Kysely<Database>,
  {
    id,
    accountId,
    body,
  }: { readonly id: number; readonly accountId: number; readonly body: string },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    with changed as (
      update comment set body = ${body}, revision = revision + 1, edited_at = now()
      where id = ${id} and account_id = ${accountId}
      returning id, old.revision as before, old.body as was, revision
    ), kept as (
      insert into comment_revision (comment_id, revision, body) select id, before, was from changed
    )
    select revision from changed
  `.execute(tx)
  if (rows[0] === undefined) throw new Error('a comment was edited without its lock')
  return rows[0].revision
}

/** Whether a comment was there for everybody, itself or as what holds others together, and is now. */
export interface Shift {
  readonly parentId: number | null
  readonly wasShown: boolean
  readonly isShown: boolean
}

const SHIFT = sql`parent_id as "parentId", old.shown as "wasShown", new.shown as "isShown"`

export async function writeStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<Shift | undefined> {
  const { rows } = await sql<Shift>`
    update comment set status = ${STATUS[status]} where id = ${id} returning ${SHIFT}
  `.execute(tx)
  return rows[0]
}

/** Adds to the number of replies that are shown. */
export async function addToReplies(
  tx: Kysely<Database>,
  id: number,
  delta: number,
): Promise<Shift | undefined> {
  const { rows } = await sql<Shift>`
    update comment set replies = greatest(0, replies + ${delta}) where id = ${id} returning ${SHIFT}
  `.execute(tx)
  return rows[0]
}

/** Adds to the votes of a comment. The caller holds the row. */
export async function addToVotes(
  tx: Kysely<Database>,
  id: number,
  delta: { readonly likes: number; readonly dislikes: number },
): Promise<void> {
  await sql`
    update comment set likes = greatest(0, likes + ${delta.likes}),
      dislikes = greatest(0, dislikes + ${delta.dislikes})
    where id = ${id}
  `.execute(tx)
}

/** What moderators see of comments. */
export async function selectTexts(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly ModeratedText[]> {
  const rows = await db
    .selectFrom('comment')
    .leftJoin('account', 'account.id', 'comment.account_id')
    .select(['comment.id', 'comment.status', 'comment.account_id', 'comment.body'])
    .select(['comment.created_at', 'account.display_name'])
    .where('comment.id', '=', sql<number>`any(${ids}::integer[])`)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    productId: null,
    status: statusOf(row.status),
    author: row.display_name ?? 'Guest',
    accountId: row.account_id,
    text: row.body,
    createdAt: row.created_at,
  }))
}
