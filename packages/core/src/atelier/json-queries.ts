import { type RawBuilder, sql } from 'kysely'
import { catalogueEpoch } from '../catalog/index.ts'
import { jsonPage } from '../db/json-page.ts'
import type { AtelierAnswer } from './answer.ts'

/**
 * Expressions shared by the statements of the contract. JSON is made of rows, `row_to_json`, because that
 * prints it without blanks, as the original server did.
 */

/** The rows of a subquery as a JSON array of objects, in its order; `[]` without any. */
export const rows = (query: RawBuilder<unknown>) =>
  sql`array_to_json(array(select row_to_json(the_row) from (${query}) as the_row))`

/** Minor units as a decimal text, `140.00`; null stays null. */
export const decimal = (amount: RawBuilder<unknown>) => sql`round(${amount} / 100.0, 2)::text`

/**
 * An answer about the product with this id, read together with its version; no row unless it can be seen.
 * `json` sees the product as `p` and its counters as `s`.
 */
export const aboutProduct = (productId: number, json: RawBuilder<unknown>) => sql<AtelierAnswer>`
  select ${VERSION} as version, ${json}::text as json
  from product as p left join product_summary as s on s.product_id = p.id
  where p.id = ${productId} and p.status = 'active'
`

/** Bytes of the list in one answer. With what is around it, an answer stays below a megabyte. */
const MAX_BYTES = 1_000_000

/** A page of a list. */
interface List {
  /** Selects the ids of its items, in their order. */
  readonly ids: RawBuilder<unknown>
  /** Selects the item with an id. */
  readonly itemOf: (id: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly count: number
}

/** One row: the JSON array of as many items from the front of a page as one answer can hold. */
export const fitting = ({ ids, itemOf, count }: List) => sql<Fitting>`
  with recursive ${jsonPage({
    ids,
    jsonOf: (id) => sql`select row_to_json(an_item) from (${itemOf(id)}) as an_item`,
    limit: count,
    maxBytes: MAX_BYTES,
  })}
  select items::text as json, case when last_id is not null then kept end as kept from page
`
type Fitting = Pick<AtelierAnswer, 'json' | 'kept'>

/** The same of a list about a product, as `aboutProduct`. */
export const listAboutProduct = (productId: number, list: List) => sql<AtelierAnswer>`
  select ${VERSION} as version, list.json, list.kept
  from product as p left join product_summary as s on s.product_id = p.id
    cross join lateral (${fitting(list)}) as list
  where p.id = ${productId} and p.status = 'active'
`

/** Moves with the product, with everything that people write about it, and with imports. */
export const VERSION = sql`concat_ws('.', p.revision, coalesce(s.version, 0), ${catalogueEpoch})`
