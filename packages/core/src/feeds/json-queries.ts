import { type RawBuilder, sql } from 'kysely'
import type { FeedItem } from './contract.ts'

const isoTime = (moment: RawBuilder<unknown>) =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The row of `post` that this alias names, as feeds show it. Has no parameter of its own. */
export const itemJson = (alias: string) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<FeedItem>`json_build_object(
    'id', ${of('id')},
    'title', ${of('title')},
    'excerpt', left(${of('content')}, 280),
    'author', (
      select json_build_object('id', the_author.id, 'name', the_author.display_name)
      from account as the_author where the_author.id = ${of('account_id')}
    ),
    'tags', (
      select coalesce(json_agg(the_tag.tag order by the_tag.tag), '[]')
      from post_tag as the_tag where the_tag.post_id = ${of('id')}
    ),
    'likes', ${of('likes')},
    'dislikes', ${of('dislikes')},
    'score', ${of('score')},
    'comments', ${of('comments')},
    'createdAt', ${isoTime(of('created_at'))},
    'editedAt', ${isoTime(of('edited_at'))}
  )`
}

/** See `place.ts`. */
export const placeText = (alias: string) => sql<string>`(
  lpad((extract(epoch from ${sql.ref(`${alias}.created_at`)}) * 1000000)::bigint::text, 16, '0')
  || lpad(${sql.ref(`${alias}.id`)}::text, 10, '0')
)`

/** Whether a post is behind a place among the newest. */
export const isBelow = (alias: string, place: RawBuilder<unknown>) => sql<boolean>`(
  (${sql.ref(`${alias}.created_at`)}, ${sql.ref(`${alias}.id`)}) < (
    timestamptz 'epoch' + left(${place}::text, 16)::double precision * interval '1 microsecond',
    right(${place}::text, 10)::bigint
  )
)`
