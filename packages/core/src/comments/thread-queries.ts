import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { TypedKind } from '../subjects/contract.ts'
import { type Access, SUBJECTS, type Viewer } from '../subjects/index.ts'

/** The thread of a subject, as somebody finds it. */
export interface FoundThread {
  readonly access: Access
  /** Null: nobody has written anything yet. */
  readonly threadId: number | null
  /** Visible comments of every depth, and what the viewer wrote into the shadows. */
  readonly total: number
  /** Whose text the subject is; null: nobody's. */
  readonly ownerId: number | null
  /** Of the comment whose replies are asked for: its thread, and whether there is anything to see of it. */
  readonly parentThreadId: number | null
  readonly isParentSeen: boolean | null
}

const statementOf = (kind: TypedKind) =>
  prepared(
    `comment_thread_${kind}`,
    (
      row: number,
      parentId: number | null,
      accountId: number | null,
      isModerator: boolean,
      pages: string,
    ) => sql<FoundThread>`
      select ${SUBJECTS[kind].access(sql`${row}::integer`, {
        accountId: sql`${accountId}`,
        isModerator: sql`${isModerator}`,
        pages: sql`${pages}`,
      })} as access,
        ${SUBJECTS[kind].owner?.(sql`${row}::integer`) ?? sql`null::integer`} as "ownerId",
        thread.id as "threadId", coalesce(thread.comments, 0) + case when ${accountId}::integer is null then 0 else (
          select count(*)::integer from comment as own
          where own.account_id = ${accountId}::integer and own.status = 4 and own.thread_id = thread.id
        ) end as total,
        parent.thread_id as "parentThreadId",
        parent.shown or (parent.status = 4 and parent.account_id = ${accountId}::integer) as "isParentSeen"
      from (select) as nothing
      left join comment_thread as thread
        on thread.subject_kind = ${SUBJECTS[kind].number} and thread.subject_id = ${row}::integer
      left join comment as parent on parent.id = ${parentId}::integer
    `,
  )

const STATEMENTS: Readonly<Record<TypedKind, ReturnType<typeof statementOf>>> = {
  post: statementOf('post'),
  product: statementOf('product'),
  review: statementOf('review'),
  match: statementOf('match'),
  player: statementOf('player'),
  agent: statementOf('agent'),
}

/** What a viewer may do with the comments on a subject, and where they are. */
export async function findThread(
  db: Kysely<Database>,
  subject: { readonly kind: TypedKind; readonly row: number },
  { viewer, parentId }: { readonly viewer: Viewer; readonly parentId: number | undefined },
): Promise<FoundThread> {
  const { accountId, isModerator, pages } = viewer
  const [found] = await STATEMENTS[subject.kind](
    db,
    subject.row,
    parentId ?? null,
    accountId,
    isModerator,
    pages,
  )
  if (found === undefined) throw new Error('a thread was looked for and gave no row')
  return found
}

/**
 * The thread of a subject, begun if nobody has. Locks none that is there already: it is the last lock of who
 * writes, and this comes first.
 */
export async function ensureThread(
  tx: Kysely<Database>,
  { kind, row }: { readonly kind: TypedKind; readonly row: number },
): Promise<number> {
  const { number } = SUBJECTS[kind]
  await sql`
    insert into comment_thread (subject_kind, subject_id) values (${number}, ${row})
    on conflict (subject_kind, subject_id) do nothing
  `.execute(tx)
  const { id } = await tx
    .selectFrom('comment_thread')
    .select('id')
    .where('subject_kind', '=', number)
    .where('subject_id', '=', row)
    .executeTakeFirstOrThrow()
  return id
}

/** Adds to the number of visible comments; returns what the thread is about. */
export async function addToThread(
  tx: Kysely<Database>,
  threadId: number,
  delta: number,
): Promise<{ readonly kind: number; readonly row: number }> {
  return await tx
    .updateTable('comment_thread')
    .set({ comments: sql<number>`greatest(0, comments + ${delta})` })
    .where('id', '=', threadId)
    .returning(['subject_kind as kind', 'subject_id as row'])
    .executeTakeFirstOrThrow()
}
