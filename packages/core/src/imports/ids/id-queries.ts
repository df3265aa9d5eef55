import { type RawBuilder, sql } from 'kysely'
import type { LoadedTable } from '../datasets/row-dataset.ts'

/** The source under whose name products of these files are known. */
export const ATELIER = 'atelier'

const foreignProduct = sql`not exists (
  select from product_source where product_source.product_id = product.id and source = 'atelier'
)`

/** Whose rows were not imported, in tables that say so. */
const FOREIGN: Readonly<Partial<Record<LoadedTable, RawBuilder<unknown>>>> = {
  product: foreignProduct,
  review: sql`account_id is not null`,
  question: sql`account_id is not null`,
  // The staff's own have no account; ids from there on are ours.
  answer: sql`(account_id is not null or (badge is not null and id >= 100000001))`,
  cart_item: sql`(select imported_from is null from account where account.id = account_id)`,
}

/** All ids of a table, each with `t` if its row was not imported, else `f`. For COPY. */
export function idsQuery(table: LoadedTable): RawBuilder<unknown> {
  return sql`select id, ${FOREIGN[table] ?? sql`false`} from ${sql.table(table)}`
}

/** Products that have a default style. For COPY. */
export function defaultsQuery(): RawBuilder<unknown> {
  return sql`select product_id, false from style where is_default`
}

/** Rows that are not shown. For COPY. */
export function hiddenQuery(table: 'review'): RawBuilder<unknown> {
  return sql`select id, false from ${sql.table(table)} where status <> 0`
}
