import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { postCardJson } from '../posts/index.ts'
import { isBelow, placeText } from './json-queries.ts'
import { TOP } from './place.ts'
import type { Scope } from './scope.ts'

/** A page as PostgreSQL makes it. */
export interface SqlPage {
  /** The items, with commas between them. */
  readonly items: string
  /** Where the next page begins; null: nowhere. */
  readonly end: string | null
}

export interface NewestRange {
  /** A place; null: from the top. */
  readonly below: string | null
  readonly limit: number
}

/** The newest first: `limit` of them, with these columns of `post`. */
type Newest = (of: {
  readonly columns: RawBuilder<unknown>
  readonly owner: RawBuilder<unknown>
  readonly below: RawBuilder<unknown>
  readonly limit: RawBuilder<unknown>
}) => RawBuilder<unknown>

const newestPosts =
  (which: (owner: RawBuilder<unknown>) => RawBuilder<unknown>): Newest =>
  ({ columns, owner, below, limit }) =>
    sql`
    select ${columns} from post
    where ${which(owner)} and ${isBelow('post', below)}
    order by post.created_at desc, post.id desc limit ${limit}
  `

/** Each is one range of one index; the owner of all posts is nobody. */
const NEWEST = {
  all: newestPosts((owner) => sql`post.status = 0 and ${owner}::integer is null`),
  author: newestPosts((owner) => sql`post.status = 0 and post.account_id = ${owner}::integer`),
  // Those that nobody else sees as well.
  mine: newestPosts((owner) => sql`post.status in (0, 4) and post.account_id = ${owner}::integer`),
  tag: ({ columns, owner, below, limit }) => sql`
    select ${columns} from (
      select post_tag.post_id, post_tag.created_at, post_tag.post_id as id from post_tag
      where post_tag.tag = ${owner}::text
    ) as tagged
    join post on post.id = tagged.post_id
    where post.status = 0 and ${isBelow('tagged', below)}
    order by tagged.created_at desc, tagged.post_id desc limit ${limit}
  `,
} as const satisfies Record<string, Newest>

/** `mine`: the posts of an account as their author sees them. */
export type NewestScope = Scope | { readonly kind: 'mine'; readonly id: number }

/** One pass over the rows of the page, and nothing made of the one that only tells whether there are more. */
const pageStatement = (kind: NewestScope['kind']) =>
  prepared(
    `feed_newest_${kind}`,
    (owner: string | number | null, below: string, limit: number) => sql<SqlPage>`
      select
        coalesce(string_agg(card, ',' order by n), '') as items,
        case when count(*) > ${limit}::integer then max(place) end as end
      from (
        select n,
          case when n <= ${limit}::integer then ${postCardJson('post')}::text end as card,
          case when n = ${limit}::integer then ${placeText('post')} end as place
        from (
          select *, row_number() over (order by created_at desc, id desc) as n
          from (${NEWEST[kind]({
            columns: sql`post.*`,
            ...values(owner, below),
            limit: sql`${limit}::integer + 1`,
          })}) as found
        ) as post
      ) as listed
    `,
  )

const placesStatement = (kind: NewestScope['kind']) =>
  prepared(
    `feed_places_${kind}`,
    (owner: string | number | null, below: string, limit: number) => sql<{ place: string }>`
      select ${placeText('found')} as place
      from (${NEWEST[kind]({
        columns: sql`post.id, post.created_at`,
        ...values(owner, below),
        limit: sql`${limit}::integer`,
      })}) as found
    `,
  )

const values = (owner: unknown, below: unknown) => ({
  owner: sql`${owner}`,
  below: sql`${below}`,
})

const PAGES = {
  all: pageStatement('all'),
  author: pageStatement('author'),
  mine: pageStatement('mine'),
  tag: pageStatement('tag'),
}
const PLACES = {
  all: placesStatement('all'),
  author: placesStatement('author'),
  mine: placesStatement('mine'),
  tag: placesStatement('tag'),
}

/** A page of the newest posts of a scope. */
export async function newestPage(
  db: Kysely<Database>,
  scope: NewestScope,
  { below, limit }: NewestRange,
): Promise<SqlPage> {
  const [page] = await PAGES[scope.kind](db, ownerOf(scope), below ?? TOP, limit)
  return page ?? { items: '', end: null }
}

/** The places of the newest posts of a scope. */
export async function newestPlaces(
  db: Kysely<Database>,
  scope: NewestScope,
  limit: number,
): Promise<readonly string[]> {
  const rows = await PLACES[scope.kind](db, ownerOf(scope), TOP, limit)
  return rows.map(({ place }) => place)
}

function ownerOf(scope: NewestScope): string | number | null {
  if (scope.kind === 'all') return null
  return scope.kind === 'tag' ? scope.tag : scope.id
}
