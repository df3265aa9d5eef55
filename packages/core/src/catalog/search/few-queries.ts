import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { productCard } from '../json-queries.ts'
import { hotMark, IS_SHOWN, type SearchText, textConditions } from './condition-queries.ts'
import type { Condition } from './filter-queries.ts'
import { type Hit, type HitPage, nextRows, orderOf, writtenKey } from './hit-queries.ts'
import type { Order } from './order-queries.ts'

/** How many products are taken for few. */
export interface Bounds {
  /** That are looked at, one by one. */
  readonly looked: number
  /** Of these, that fit, and are put in order. */
  readonly sorted: number
}

/**
 * Products that are put in order when more fit a text than a page shows. Of more than these a page is read
 * from an index in its order: it soon is full then. PostgreSQL cannot tell the two cases apart, because it
 * takes a word it has not counted for one in two hundred products, and would look for a word that nobody has
 * through all of them.
 */
export const FEW: Bounds = { looked: 10_000, sorted: 2_000 }

/** Out of what few products are chosen. */
export interface FewSource {
  /** A query of ids by an index; all that fit are among them. */
  readonly ids: RawBuilder<unknown>
  /** What is tried on each of them. */
  readonly tests: readonly RawBuilder<unknown>[]
}

/** All that have a text: so many that looking through the table is not less work. */
export function textSource(
  text: readonly RawBuilder<unknown>[],
  filters: readonly Condition[],
): FewSource {
  return {
    ids: sql`select p.id from product as p where ${sql.join([IS_SHOWN, ...text], sql` and `)}`,
    tests: filters.map(({ test }) => test),
  }
}

/** The next products of an order out of few that fit; null: they are too many, which an empty row says. */
export async function readFew(
  db: Kysely<Database>,
  order: Order,
  page: HitPage & {
    readonly source: FewSource
    readonly bounds: Bounds
    readonly mark: RawBuilder<unknown>
  },
): Promise<readonly Hit[] | null> {
  const { source, bounds } = page
  const { tables, areFew } = candidates(source, bounds)
  const hits = nextRows(order, { ...page, limit: sql`${page.limit}` }, ({ where, tests }) => ({
    columns: sql``,
    where: [sql`p.id in (select id from candidate)`, areFew, ...where, ...tests],
  }))
  const { rows } = await sql<Hit | { readonly id: null }>`${page.mark}
    with ${tables}
    (
      select hit.id, ${writtenKey(order)} as key, ${productCard('p')} as card
      from (${hits}) as hit join product as p on p.id = hit.id
      order by ${orderOf(order.order)}
    )
    union all select null, null, null where not ${areFew}
  `.execute(db)
  const found = rows.filter((row) => row.id !== null)
  return found.length < rows.length ? null : found
}

/** The table `candidate` of those that fit, and whether they are all. */
function candidates({ ids, tests }: FewSource, { looked, sorted }: Bounds) {
  if (tests.length === 0) {
    return {
      tables: sql`candidate as materialized (${atMost(ids, sorted)})`,
      areFew: sql`(select count(*) from candidate) <= ${sorted}`,
    }
  }
  const wereFew = sql`(select count(*) from looked) <= ${looked}`
  return {
    tables: sql`
      looked as materialized (${atMost(ids, looked)}),
      candidate as materialized (
        select p.id from product as p
        where ${wereFew} and p.id in (select id from looked) and ${sql.join(tests, sql` and `)}
        limit ${sorted + 1}
      )`,
    areFew: sql`(${wereFew} and (select count(*) from candidate) <= ${sorted})`,
  }
}

/** One more than so many, which tells that there are more. */
const atMost = (ids: RawBuilder<unknown>, most: number) =>
  sql`select id from (${ids}) as source limit ${most + 1}`

/** The filter that the fewest products pass; null: all of them leave too many, or have no index. */
export async function rarestOf(
  db: Kysely<Database>,
  filters: readonly Condition[],
  { looked }: Bounds,
): Promise<RawBuilder<unknown> | null> {
  const sources = filters.flatMap(({ ids }) => ids ?? [])
  const [only = null] = sources
  if (sources.length <= 1) return only
  const counts = sources.map(
    (ids) => sql`(select count(*) from (${atMost(ids, looked)}) as source)`,
  )
  const { rows } = await sql<{ counts: readonly number[] }>`
    select json_build_array(${sql.join(counts)}) as counts
  `.execute(db)
  const found = rows[0]?.counts ?? []
  const least = Math.min(...found)
  return least <= looked ? (sources[found.indexOf(least)] ?? null) : null
}

/** Whether any product has a text, whatever the filters. */
export async function fitsAny(db: Kysely<Database>, text: SearchText): Promise<boolean> {
  const { tables } = candidates(textSource(textConditions(text), []), FEW)
  const { rows } = await sql<{
    fits: boolean
  }>`${hotMark(sql`/* prepared: catalog_fits_any */`, text)}
    with ${tables} select exists (select from candidate) as fits
  `.execute(db)
  return rows[0]?.fits ?? false
}
