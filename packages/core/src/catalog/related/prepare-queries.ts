import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** What is looked at of one label, of one product and of one visitor, at most: this bounds the work. */
const PER_LABEL = sql.lit(50)
const PER_PRODUCT = sql.lit(50)
const PER_VISITOR = sql.lit(30)

/** How much an act of a visitor tells: looked at, wished for, put into the cart. */
const VIEWED = sql.lit(1)
const WISHED = sql.lit(2)
const CARTED = sql.lit(3)

/** In the order in which each can be made from those before it. `part`: of a vector of length 1. */
const TABLES: readonly (readonly [name: string, rows: RawBuilder<unknown>, key: string])[] = [
  [
    // Labels of the products that can be seen.
    'related_member',
    sql`
      select product.id as product_id, labels.name
      from product cross join lateral (
        select 'tag ' || lower(tag) as name from unnest(product.tags) as tag
        union select 'genre ' || lower(genre) from unnest(product.genres) as genre
        union select 'category ' || lower(product.category) where product.category <> ''
      ) as labels
      where product.status = 'active'`,
    'name',
  ],
  [
    // The rarer a label, the more it tells (inverse document frequency). One of one product tells nothing.
    'related_label',
    sql`
      select name, row_number() over (order by name)::integer as label,
        ln(1 + (select count(*) from product)::float8 / count(*)) as weight
      from related_member group by name having count(*) > 1`,
    'name',
  ],
  [
    // Place: from the rarest label of a product.
    'related_part',
    sql`
      select product_id, label, weight / sqrt(sum(weight * weight) over product) as part,
        row_number() over (product order by weight desc, label) as place
      from related_member join related_label using (name)
      window product as (partition by product_id)`,
    'product_id',
  ],
  [
    // Who has a label: the products with the most reviews, then the newest ones.
    'related_candidate',
    sql`
      select label, product_id, part from (
        select label, product_id, part, row_number() over (partition by label order by
          coalesce(rating_1 + rating_2 + rating_3 + rating_4 + rating_5, 0) desc, product_id desc) as place
        from related_part left join product_summary using (product_id)
      ) as ranked where place <= ${PER_LABEL}`,
    'label',
  ],
  [
    // What visitors did lately; of whatever they did with a product, the most telling.
    'related_visit',
    sql`
      select account_id, product_id, weight / sqrt(sum(weight * weight) over (partition by product_id)) as part
      from (
        select *, row_number() over (partition by account_id order by latest desc, product_id) as place
        from (
          select account_id, product_id, max(weight)::float8 as weight, max(at) as latest from (
            select account_id, product_id, ${VIEWED} as weight, received_at as at
              from interaction where account_id is not null and product_id is not null
            union all select account_id, product_id, ${WISHED}, added_at from wishlist_item
            union all select account_id, product_id, ${CARTED}, added_at from cart_item
          ) as acts group by account_id, product_id
        ) as visits
        join product on product.id = product_id and product.status = 'active'
      ) as ranked where place <= ${PER_VISITOR}`,
    'account_id',
  ],
  [
    'related_visitor',
    sql`
      select product_id, account_id, part from (
        select *, row_number() over (partition by product_id order by account_id desc) as place
        from related_visit
      ) as ranked where place <= ${PER_PRODUCT}`,
    'product_id',
  ],
]

/** Sums up the whole catalogue into tables of this connection, from which slices are made. */
export async function prepareRelated(connection: Kysely<Database>): Promise<void> {
  await dropPrepared(connection)
  for (const [name, rows, key] of TABLES) {
    await sql`create temporary table ${sql.table(name)} as ${rows}`.execute(connection)
    await sql`create index on ${sql.table(name)} (${sql.ref(key)})`.execute(connection)
    await sql`analyze ${sql.table(name)}`.execute(connection)
  }
  await sql`
    create temporary table related_fresh (product_id integer, position smallint, related_id integer, score real)
  `.execute(connection)
}

export async function dropPrepared(connection: Kysely<Database>): Promise<void> {
  for (const name of [...TABLES.map(([name]) => name), 'related_fresh']) {
    await sql`drop table if exists ${sql.table(`pg_temp.${name}`)}`.execute(connection)
  }
}
