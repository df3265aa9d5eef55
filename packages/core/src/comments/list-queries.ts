import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { jsonPage, PAGE_BYTES } from '../db/json-page.ts'
import { prepared } from '../db/prepared.ts'
import type { CommentSort, ListedComment } from './contract.ts'
import { commentJson, commentPairs, levelRows, orderOf } from './json-queries.ts'

/** Where a page begins: behind the comment with this id and, by votes, this score. */
export interface ListPosition {
  readonly score: number
  readonly id: number
}

export interface ListPage {
  /** The level: the id of a comment, or of a thread below zero. */
  readonly branch: number
  readonly after: ListPosition
  readonly limit: number
  /** Replies that each comment brings along. */
  readonly replies: number
  /** The account that looks, if any. */
  readonly viewer: number | null
}

/** As many comments as fit into a page, and where it ended if the level did not; else null. */
export interface ListedPage {
  readonly items: ListedComment[]
  readonly end: ListPosition | null
}

const statementOf = (sort: CommentSort) =>
  prepared(
    `comments_${sort}`,
    (
      branch: number,
      score: number,
      id: number,
      limit: number,
      replies: number,
      account: number | null,
    ) => {
      const viewer = sql`${account}`
      return sql<ListedPage>`
        with recursive ${jsonPage({
          ids: sql`select id from (${levelRows({
            ...{ branch: sql`${branch}::integer`, sort, viewer },
            limit: sql`${limit}::integer + 1`,
            behind: { score: sql`${score}`, id: sql`${id}` },
          })}) as the_level order by ${orderOf('the_level', sort)}`,
          jsonOf: (one) => sql`
            select json_build_object(${commentPairs('one', viewer)}, 'firstReplies', (
              select coalesce(json_agg(${commentJson('reply', viewer)} order by ${orderOf('reply', sort)}), '[]')
              from (${levelRows({
                ...{ branch: sql`one.id`, sort, viewer },
                limit: sql`${replies}::integer`,
              })}) as first join comment as reply on reply.id = first.id
            ))
            from comment as one where one.id = ${one}
          `,
          limit,
          maxBytes: PAGE_BYTES,
        })}
        select items, (
          select json_build_object('score', score, 'id', id) from comment where id = page.last_id
        ) as end
        from page
      `
    },
  )

const LISTS = { new: statementOf('new'), old: statementOf('old'), top: statementOf('top') }

/** Comments of one level behind a position, each with its first replies: one statement. */
export async function commentsBehind(
  db: Kysely<Database>,
  sort: CommentSort,
  { branch, after, limit, replies, viewer }: ListPage,
): Promise<ListedPage> {
  const [page] = await LISTS[sort](db, branch, after.score, after.id, limit, replies, viewer)
  return page ?? { items: [], end: null }
}
