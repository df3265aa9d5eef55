import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { postCardJson } from '../posts/index.ts'
import { SUBJECTS } from '../subjects/index.ts'
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

type Sql = RawBuilder<unknown>

/** The newest first: `limit` of them, with these columns of `post`. */
type Newest = (of: {
  readonly columns: Sql
  readonly owner: Sql
  readonly below: Sql
  readonly limit: Sql
}) => Sql

const newestPosts =
  (which: (owner: Sql) => Sql): Newest =>
  ({ columns, owner, below, limit }) =>
    sql`
    select ${columns} from post
    where ${which(owner)} and ${isBelow('post', below)}
    order by post.created_at desc, post.id desc limit ${limit}
  `

const newestTagged =
  (which: (owner: Sql) => Sql, also: (owner: Sql) => Sql = () => sql`true`): Newest =>
  ({ columns, owner, below, limit }) =>
    sql`
    select ${columns} from (
      select post_tag.post_id, post_tag.created_at, post_tag.post_id as id from post_tag
      where ${which(owner)}
    ) as tagged
    join post on post.id = tagged.post_id
    where post.status = 0 and ${also(owner)} and ${isBelow('tagged', below)}
    order by tagged.created_at desc, tagged.post_id desc limit ${limit}
  `

/** A reader sees nothing of whom they have muted or blocked. */
const isHeard = (reader: Sql) => sql`not exists (
  select from block where block.account_id = ${reader}::integer and block.other_id = post.account_id
)`

const PLACED = sql`post.id, post.created_at`

/** The newest of each followed person, tag and product: as many are read as the page and the follows are long. */
const newestFollowed: Newest = ({ columns, owner, below, limit }) => {
  const ofEach = (column: string, newest: Newest) => sql`
    select found.id, found.created_at from follow
    cross join lateral (${newest({ columns: PLACED, owner, below, limit })}) as found
    where follow.account_id = ${owner}::integer and ${sql.ref(`follow.${column}`)} is not null
  `
  const people = newestPosts(
    (reader) =>
      sql`post.status = 0 and post.account_id = follow.followed_id and ${isHeard(reader)}`,
  )
  const tags = newestTagged(() => sql`post_tag.tag = follow.tag`, isHeard)
  const products = newestPosts(
    (reader) => sql`
      post.status = 0 and post.subject_kind = ${SUBJECTS.product.number}::smallint
      and post.subject_id = follow.product_id and ${isHeard(reader)}
    `,
  )
  return sql`
    select ${columns} from (
      select id, created_at from (
        ${ofEach('followed_id', people)} union ${ofEach('tag', tags)}
        union ${ofEach('product_id', products)}
      ) as either
      order by created_at desc, id desc limit ${limit}
    ) as listed
    join post on post.id = listed.id
  `
}

/** Each is one range of one index, or of one for each of what is followed; the owner of all posts is nobody. */
const NEWEST = {
  all: newestPosts((owner) => sql`post.status = 0 and ${owner}::integer is null`),
  author: newestPosts((owner) => sql`post.status = 0 and post.account_id = ${owner}::integer`),
  // Those that nobody else sees as well.
  mine: newestPosts((owner) => sql`post.status in (0, 4) and post.account_id = ${owner}::integer`),
  tag: newestTagged((owner) => sql`post_tag.tag = ${owner}::text`),
  subject: newestPosts(
    (owner) => sql`
      post.status = 0 and post.subject_kind = (${owner}::integer[])[1]
      and post.subject_id = (${owner}::integer[])[2]
    `,
  ),
  followed: newestFollowed,
} as const satisfies Record<string, Newest>

/** `mine`: the posts of an account as their author sees them; `followed`: those of whom and what it follows. */
export type NewestScope = Scope | { readonly kind: 'mine' | 'followed'; readonly id: number }

/** Whose posts: an account, a tag, the kind and row of a subject, or nobody in particular. */
type Owner = string | number | readonly number[] | null

/** One pass over the rows of the page, and nothing made of the one that only tells whether there are more. */
const pageStatement = (kind: NewestScope['kind']) =>
  prepared(
    `feed_newest_${kind}`,
    (owner: Owner, below: string, limit: number) => sql<SqlPage>`
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

const placesStatement = (kind: Scope['kind']) =>
  prepared(
    `feed_places_${kind}`,
    (owner: Owner, below: string, limit: number) => sql<{ place: string }>`
      select ${placeText('found')} as place
      from (${NEWEST[kind]({
        columns: PLACED,
        ...values(owner, below),
        limit: sql`${limit}::integer`,
      })}) as found
    `,
  )

const values = (owner: unknown, below: unknown) => ({
  owner: sql`${owner}`,
  below: sql`${below}`,
})

const PAGES: Readonly<Record<NewestScope['kind'], ReturnType<typeof pageStatement>>> = {
  all: pageStatement('all'),
  author: pageStatement('author'),
  mine: pageStatement('mine'),
  tag: pageStatement('tag'),
  subject: pageStatement('subject'),
  followed: pageStatement('followed'),
}
const PLACES: Readonly<Record<Scope['kind'], ReturnType<typeof placesStatement>>> = {
  all: placesStatement('all'),
  author: placesStatement('author'),
  tag: placesStatement('tag'),
  subject: placesStatement('subject'),
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
  scope: Scope,
  limit: number,
): Promise<readonly string[]> {
  const rows = await PLACES[scope.kind](db, ownerOf(scope), TOP, limit)
  return rows.map(({ place }) => place)
}

function ownerOf(scope: NewestScope): Owner {
  switch (scope.kind) {
    case 'all':
      return null
    case 'tag':
      return scope.tag
    case 'subject':
      return [scope.subject.kind, scope.subject.row]
    default:
      return scope.id
  }
}
