import { type RawBuilder, sql } from 'kysely'
import { SUBJECT_KINDS } from '../community/contract.ts'
import { isoTime } from '../db/moments.ts'
import type { Comment, CommentSort } from './contract.ts'

type Sql = RawBuilder<unknown>

/**
 * Expressions and relations of comments, for any statement. `viewer` is the id of an account or null, as a
 * parameter. Inner tables are named `the_...`: what else is passed in must be a parameter, or a column with its table.
 */

/** The row of `comment` that this alias names, as the viewer may read it, in JSON. */
export const commentJson = (alias: string, viewer: Sql) =>
  sql<Comment>`json_build_object(${commentPairs(alias, viewer)})`

/** Whether the viewer may read it: what everybody may, and what they wrote into the shadows. */
const isReadBy = (alias: string, viewer: Sql) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`(${of('status')} = 0 or (${of('status')} = 4 and ${of('account_id')} = ${viewer}::integer))`
}

/** The same as names and values. */
export const commentPairs = (alias: string, viewer: Sql, isRead = isReadBy(alias, viewer)) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`
    'id', ${of('id')},
    'parentId', ${of('parent_id')},
    'depth', ${of('depth')},
    'body', case when ${isRead} then ${of('body')} end,
    'author', case when ${isRead} then (
      select json_build_object('id', the_author.id, 'name', the_author.display_name)
      from account as the_author where the_author.id = ${of('account_id')}
    ) end,
    'deleted', ${isRead} is not true,
    'likes', ${of('likes')},
    'dislikes', ${of('dislikes')},
    'score', ${of('score')},
    'myVote', case when ${viewer}::integer is not null then coalesce((
      select the_vote.value from vote as the_vote
      where the_vote.subject_kind = ${SUBJECT_KINDS.comment} and the_vote.subject_id = ${of('id')}
        and the_vote.account_id = ${viewer}::integer
    ), 0) end,
    'replies', ${of('replies')} + case when ${viewer}::integer is null then 0 else (
      select count(*) from comment as the_own
      where the_own.account_id = ${viewer}::integer and the_own.branch = ${of('id')}
        and the_own.status = 4 and not the_own.shown
    ) end,
    'createdAt', ${isoTime(of('created_at'))},
    'editedAt', ${isoTime(of('edited_at'))}
  `
}

/** Where a page begins: behind the comment with this id and, by votes, this score. */
export interface LevelPosition {
  readonly score: Sql
  readonly id: Sql
}

/** What a level is ordered by: each the order of an index. */
const SORTS = {
  new: {
    order: (of) => sql`${of('id')} desc`,
    isBehind: (of, { id }) => sql`${of('id')} < ${id}::integer`,
  },
  old: {
    order: (of) => sql`${of('id')}`,
    isBehind: (of, { id }) => sql`${of('id')} > ${id}::integer`,
  },
  top: {
    order: (of) => sql`${of('score')} desc, ${of('id')} desc`,
    isBehind: (of, { score, id }) =>
      sql`(${of('score')}, ${of('id')}) < (${score}::integer, ${id}::integer)`,
  },
} as const satisfies Record<
  CommentSort,
  {
    order(of: (column: string) => Sql): Sql
    isBehind(of: (column: string) => Sql, at: LevelPosition): Sql
  }
>

export const orderOf = (alias: string, sort: CommentSort) =>
  SORTS[sort].order((column) => sql.ref(`${alias}.${column}`))

/**
 * Selects the `id` and `score` of the first comments of a level, or of those behind a position: what is there for
 * everybody, and what the viewer wrote into the shadows. Each comes from an index of its own.
 */
export function levelRows(of: {
  readonly branch: Sql
  readonly sort: CommentSort
  readonly viewer: Sql
  readonly limit: Sql
  readonly behind?: LevelPosition
}): Sql {
  const { branch, sort, viewer, limit, behind } = of
  const part = (alias: string, condition: Sql) => {
    const column = (name: string) => sql.ref(`${alias}.${name}`)
    const isBehind = behind === undefined ? sql`` : sql`and ${SORTS[sort].isBehind(column, behind)}`
    return sql`
      (select ${column('id')}, ${column('score')} from comment as ${sql.table(alias)}
      where ${column('branch')} = ${branch} and ${condition} ${isBehind}
      order by ${orderOf(alias, sort)} limit ${limit})
    `
  }
  const isOwn = sql`the_mine.account_id = ${viewer}::integer and the_mine.status = 4 and not the_mine.shown`
  return sql`
    select the_level.id, the_level.score from (
      ${part('the_shown', sql`the_shown.shown`)} union all ${part('the_mine', isOwn)}
    ) as the_level
    order by ${orderOf('the_level', sort)} limit ${limit}
  `
}
