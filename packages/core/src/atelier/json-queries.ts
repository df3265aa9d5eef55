import { type RawBuilder, sql } from 'kysely'
import { catalogueEpoch } from '../catalog/index.ts'
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

/** Moves with the product, with everything that people write about it, and with imports. */
export const VERSION = sql`concat_ws('.', p.revision, coalesce(s.version, 0), ${catalogueEpoch})`
