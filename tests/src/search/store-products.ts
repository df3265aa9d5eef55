import type { Ctx } from '@loadout/core'
import type { catalogContract } from '@loadout/core/catalog'
import { sql } from 'kysely'

/** A product as the tests write it down; what is left out is empty. */
export interface StoreProduct {
  readonly name: string
  readonly kind?: catalogContract.ProductKind
  readonly status?: 'active' | 'hidden'
  readonly tagline?: string
  readonly description?: string
  readonly category?: string
  readonly tags?: readonly string[]
  readonly genres?: readonly string[]
  readonly platforms?: readonly string[]
  readonly currency?: string
  readonly price?: number | null
  readonly sale_price?: number | null
  readonly released_on?: string | null
  readonly created_at?: string
  /** By name. */
  readonly companies?: readonly string[]
  /** In other currencies: currency, amount, sale amount. */
  readonly prices?: readonly (readonly [string, number, number | null])[]
  /** How many gave 1 star and how many gave 5. */
  readonly ratings?: readonly [number, number]
}

let made = 0

/** Writes products past the verbs that save them, as an import does. Answers their ids in the same order. */
export async function storeProducts(
  { db }: Pick<Ctx, 'db'>,
  products: readonly StoreProduct[],
): Promise<readonly number[]> {
  const rows = products.map((product, place) => ({
    ...EMPTY,
    ...product,
    slug: `search-${made}-${place}`,
    place,
  }))
  made += 1
  const { rows: stored } = await sql<{ id: number }>`
    insert into product (kind, status, slug, name, tagline, description, category, tags, genres,
      platforms, currency, price, sale_price, released_on, created_at)
    select kind, status, slug, name, tagline, description, category, tags, genres, platforms, currency,
      price, sale_price, released_on, created_at
    from json_to_recordset(${JSON.stringify(rows)}) as row (kind text, status text, slug text, name text,
      tagline text, description text, category text, tags text[], genres text[], platforms text[],
      currency text, price bigint, sale_price bigint, released_on date, created_at timestamptz, place integer)
    order by place returning id
  `.execute(db)
  const ids = stored.map(({ id }) => id)
  await storeParts({ db }, products, ids)
  return ids
}

const EMPTY = {
  kind: 'game',
  status: 'active',
  tagline: '',
  description: '',
  category: '',
  tags: [],
  genres: [],
  platforms: [],
  currency: 'USD',
  price: null,
  sale_price: null,
  released_on: null,
  created_at: '2020-01-01T00:00:00Z',
}

async function storeParts(
  { db }: Pick<Ctx, 'db'>,
  products: readonly StoreProduct[],
  ids: readonly number[],
): Promise<void> {
  const each = <Part>(partsOf: (product: StoreProduct) => readonly Part[]) =>
    JSON.stringify(
      products.flatMap((product, place) =>
        partsOf(product).map((part) => ({ id: ids[place], part })),
      ),
    )
  const companies = each(({ companies: names = [] }) => names)
  await sql`
    with wanted as (select id, part from json_to_recordset(${companies}) as row (id integer, part text)),
    made as (
      insert into company (name, slug) select distinct part, md5(part) from wanted
      on conflict (folded_name) do update set name = excluded.name returning id, name
    )
    insert into product_company (product_id, company_id, role)
    select wanted.id, made.id, 'developer' from wanted join made on made.name = wanted.part
  `.execute(db)
  await sql`
    insert into price (product_id, currency, amount, sale_amount)
    select id, part ->> 0, (part ->> 1)::bigint, (part ->> 2)::bigint
    from json_to_recordset(${each(({ prices = [] }) => prices)}) as row (id integer, part json)
  `.execute(db)
  await sql`
    insert into product_summary (product_id, rating_1, rating_5)
    select id, (part ->> 0)::integer, (part ->> 1)::integer
    from json_to_recordset(${each(({ ratings }) => (ratings ? [ratings] : []))}) as row (id integer, part json)
  `.execute(db)
}

export async function companyId({ db }: Pick<Ctx, 'db'>, name: string): Promise<number> {
  const row = await db
    .selectFrom('company')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}
