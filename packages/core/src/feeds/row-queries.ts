import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { CachedRow } from '../ports/shared-cache.ts'
import { postCardJson } from '../posts/index.ts'
import { placeText } from './json-queries.ts'

const shownJson = sql<
  string | null
>`case when post.status = 0 then ${postCardJson('post')}::text end`

const rowsStatement = prepared(
  'feed_rows',
  (ids: readonly number[]) => sql<CachedRow>`
    select post.id, post.version, ${shownJson} as json
    from post where post.id = any(${ids}::integer[])
  `,
)

/** The posts that are there, as feeds show them. */
export function postRows(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly CachedRow[]> {
  return rowsStatement(db, ids)
}

/** A post with all feeds that it may ever have been in. */
export interface PlacedRow extends CachedRow {
  readonly accountId: number
  readonly subjectKind: number | null
  readonly subjectId: number | null
  readonly place: string
  readonly tags: readonly string[]
  readonly formerTags: readonly string[]
}

export async function placedRows(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly PlacedRow[]> {
  const { rows } = await sql<PlacedRow>`
    select post.id, post.version, ${shownJson} as json, post.account_id as "accountId",
      post.subject_kind as "subjectKind", post.subject_id as "subjectId", ${placeText('post')} as place,
      array(select tag from post_tag where post_tag.post_id = post.id) as tags,
      array(
        select distinct former.tag from post_revision, unnest(post_revision.tags) as former (tag)
        where post_revision.post_id = post.id
          and former.tag not in (select tag from post_tag where post_tag.post_id = post.id)
      ) as "formerTags"
    from post where post.id = any(${ids}::integer[])
  `.execute(db)
  return rows
}
