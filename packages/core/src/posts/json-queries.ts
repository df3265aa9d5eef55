import { type RawBuilder, sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import { PUBLIC_KINDS } from '../subjects/contract.ts'
import { subjectJson } from '../subjects/index.ts'
import { EXCERPT, type PostCard } from './contract.ts'

/**
 * Expressions that make JSON of the shapes in the contract, for any statement that has a post at hand. Their
 * inner tables are named `the_...`: what is passed in must be a parameter, or a column with its table.
 */

/** The row of `post` that this alias names, as lists show it. */
export const postCardJson = (alias: string) => {
  const of = columnsOf(alias)
  return sql<PostCard>`json_build_object(
    ${postPairs(alias)}, 'excerpt', left(${of('content')}, ${EXCERPT}::integer)
  )`
}

/**
 * What a card and a whole post have in common, as names and values for `json_build_object`. `comments` is how many
 * there are for everybody, unless it is known who looks.
 */
export const postPairs = (
  alias: string,
  comments: RawBuilder<unknown> = sql.ref(`${alias}.comments`),
) => {
  const of = columnsOf(alias)
  return sql`
    'id', ${of('id')},
    'title', ${of('title')},
    'tags', ${tagsOf(of('id'))},
    'author', (
      select json_build_object('id', the_author.id, 'name', the_author.display_name)
      from account as the_author where the_author.id = ${of('account_id')}
    ),
    'subject', case when ${of('subject_kind')} is not null then ${subjectJson(alias, PUBLIC_KINDS)} end,
    'likes', ${of('likes')},
    'dislikes', ${of('dislikes')},
    'score', ${of('score')},
    'comments', ${comments},
    'createdAt', ${isoTime(of('created_at'))},
    'editedAt', ${isoTime(of('edited_at'))}
  `
}

/** An array first: cheaper than an aggregate of JSON, for each row of each list. */
const tagsOf = (postId: RawBuilder<unknown>) => sql`array_to_json(array(
  select the_tag.tag from post_tag as the_tag where the_tag.post_id = ${postId}
  order by the_tag.tag collate "C"
))`

const columnsOf = (alias: string) => (column: string) => sql.ref(`${alias}.${column}`)
