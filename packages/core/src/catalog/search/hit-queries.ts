import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { ProductCard } from '../contract.ts'
import { productCard } from '../json-queries.ts'
import {
  type Filters,
  filterConditions,
  IS_SHOWN,
  type SearchText,
  textConditions,
} from './condition-queries.ts'
import type { Key, KeyOrder, Leg } from './leg-queries.ts'

/**
 * Products that are put in order when more fit a text than a page shows. Of more than these a page is read
 * from an index in its order: it soon is full then. PostgreSQL cannot tell the two cases apart, because it
 * takes a word it has not counted for one in two hundred products, and would look for a word that nobody has
 * through all of them.
 */
const MAX_SORTED = 2_000

/** What is listed. */
export interface Listing {
  readonly text: SearchText
  readonly filters: Filters
}

export interface Hit {
  readonly id: number
  /** Null where products stand by id. */
  readonly key: Key | null
  readonly card: ProductCard
}

export type HitPosition = Pick<Hit, 'id' | 'key'>

interface HitPage {
  readonly limit: number
  readonly after: HitPosition | null
}

/** The next products of a leg, behind `after`; null: too many fit to be ranked. */
export async function readLeg(
  db: Kysely<Database>,
  { text, filters }: Listing,
  leg: Leg,
  page: HitPage,
): Promise<readonly Hit[] | null> {
  const filtered = filterConditions(filters)
  const conditions = [IS_SHOWN, ...filtered, ...(leg.text ?? textConditions(text))]
  const mark = filtered.length === 0 ? PREPARED : sql``
  const readAll = async () => {
    const { rows } = await sql<Hit>`${mark} ${hitsOf(leg, page, conditions)}`.execute(db)
    return rows
  }
  // What was ranked from its beginning is ranked to its end, whatever has come in.
  if (leg.sorts === 'index' || (leg.sorts === 'few' && page.after !== null)) return readAll()
  const few = await readFew(db, leg, page, { mark, conditions })
  return few === null && leg.sorts === 'any' ? readAll() : few
}

/** Without filters there are some dozens of texts: planning them anew takes longer than most searches. */
const PREPARED = sql`/* prepared: catalog_hits */`

/** The same out of few products that fit; null: they are too many, which an empty row says. */
async function readFew(
  db: Kysely<Database>,
  leg: Leg,
  page: HitPage,
  where: {
    readonly mark: RawBuilder<unknown>
    readonly conditions: readonly RawBuilder<unknown>[]
  },
): Promise<readonly Hit[] | null> {
  const areFew = sql`(select count(*) from candidate) <= ${MAX_SORTED}`
  const isCandidate = sql`p.id in (select id from candidate)`
  const { rows } = await sql<Hit | { readonly id: null }>`${where.mark}
    with candidate as materialized (${candidates(where.conditions)})
    (${hitsOf(leg, page, [isCandidate, areFew])})
    union all select null, null, null where not ${areFew}
  `.execute(db)
  const hits = rows.filter((row) => row.id !== null)
  return hits.length < rows.length ? null : hits
}

/** Each branch gives a page at most; cards are made of no others than those of the page. */
function hitsOf(
  { branches, order }: Leg,
  { limit, after }: HitPage,
  conditions: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  const isNext = after === null ? sql`true` : isBehind(order, after)
  const ordered = sql`order by ${orderOf(order)} limit ${limit}`
  const sources = branches.map(
    (branch) => sql`(
      select hit.id, hit.key from (
        select p.id, ${branch.key} as key from ${branch.from}
        where ${sql.join([...conditions, ...branch.conditions], sql` and `)}
      ) as hit where ${isNext} ${ordered}
    )`,
  )
  return sql`
    select hit.id, ${order?.written ?? sql`null`} as key, ${productCard('p')} as card
    from (
      select * from (${sql.join(sources, sql` union all `)}) as hit ${ordered}
    ) as hit join product as p on p.id = hit.id
    order by ${orderOf(order)}
  `
}

const WAYS = { asc: sql`asc`, desc: sql`desc` }

function orderOf(order: KeyOrder | null): RawBuilder<unknown> {
  return order === null
    ? sql`hit.id`
    : sql`hit.key ${WAYS[order.direction]}, hit.id ${WAYS[order.tie]}`
}

function isBehind(order: KeyOrder | null, { key, id }: HitPosition): RawBuilder<unknown> {
  if (order === null || key === null) return sql`hit.id > ${id}::integer`
  const last = order.read(key)
  if (order.direction === 'asc') return sql`(hit.key, hit.id) > (${last}, ${id}::integer)`
  if (order.tie === 'desc') return sql`(hit.key, hit.id) < (${last}, ${id}::integer)`
  return sql`hit.key <= ${last} and (hit.key < ${last} or hit.id > ${id}::integer)`
}

/** Products that fit, one more than are sorted: so many that looking through the table is not less work. */
const candidates = (conditions: readonly RawBuilder<unknown>[]) =>
  sql`select p.id from product as p where ${sql.join(conditions, sql` and `)} limit ${MAX_SORTED + 1}`

/** Whether any product fits a text, whatever the filters. */
export async function fitsAny(db: Kysely<Database>, text: SearchText): Promise<boolean> {
  const { rows } = await sql<{ fits: boolean }>`/* prepared: catalog_fits_any */
    with candidate as materialized (${candidates([IS_SHOWN, ...textConditions(text)])})
    select exists (select from candidate) as fits
  `.execute(db)
  return rows[0]?.fits ?? false
}
