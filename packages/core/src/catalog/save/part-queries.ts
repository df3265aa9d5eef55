import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { companyRows, detailRows, featureRows, mediaRows, releaseRows } from './to-rows.ts'

type RowsOf<Make extends (...args: never) => readonly unknown[]> =
  readonly ReturnType<Make>[number][]

export interface PartRows {
  readonly features: RowsOf<typeof featureRows>
  readonly media: RowsOf<typeof mediaRows>
  readonly companies: RowsOf<typeof companyRows>
  readonly releases: RowsOf<typeof releaseRows>
  readonly details: RowsOf<typeof detailRows>
}

/** Makes these all the parts of these products there are. */
export async function replaceParts(
  tx: Kysely<Database>,
  productIds: readonly number[],
  rows: PartRows,
): Promise<void> {
  for (const table of [
    'product_feature',
    'product_media',
    'product_company',
    'game_release',
  ] as const) {
    await sql`
      delete from ${sql.table(table)} where product_id = any(${productIds}::integer[])
    `.execute(tx)
  }
  await insertParts(tx, rows)
  await insertCompanies(tx, rows.companies)
  await writeDetails(tx, productIds, rows.details)
}

/** Rows get their ids in the order they stand here, which is the order they are shown in. */
async function insertParts(
  tx: Kysely<Database>,
  { features, media, releases }: PartRows,
): Promise<void> {
  await sql`
    insert into product_feature (product_id, name, value)
    select product_id, name, value from rows from (
      json_to_recordset(${JSON.stringify(features)}::json) as (product_id integer, name text, value text)
    ) with ordinality as feature (product_id, name, value, place)
    order by place
  `.execute(tx)
  await sql`
    insert into product_media (product_id, kind, url, thumbnail_url, position)
    select product_id, kind, url, thumbnail_url, position
    from json_to_recordset(${JSON.stringify(media)}::json)
      as row (product_id integer, kind text, url text, thumbnail_url text, position smallint)
    order by product_id, position
  `.execute(tx)
  await sql`
    insert into game_release (product_id, position, platform, region, earliest, latest, precision)
    select product_id, position, platform, region, earliest, latest, precision
    from json_to_recordset(${JSON.stringify(releases)}::json) as row (product_id integer, position smallint,
      platform text, region text, earliest date, latest date, precision text)
  `.execute(tx)
}

/** Companies are known by their names, without regard to case and accents; who is new is made. */
async function insertCompanies(tx: Kysely<Database>, rows: PartRows['companies']): Promise<void> {
  if (rows.length === 0) return
  const names = [...new Map(rows.map(({ name, slug }) => [name, { name, slug }])).values()]
  // Whose slug is somebody's already gets one that its name alone decides.
  await sql`
    with wanted as (
      select distinct on (fold_text(name)) name, fold_text(name) as folded_name, slug
      from json_to_recordset(${JSON.stringify(names)}::json) as row (name text, slug text)
      order by fold_text(name), name
    ), missing as (
      select *, row_number() over (partition by slug order by folded_name) as place
      from wanted where not exists (
        select from company where company.folded_name = wanted.folded_name
      )
    )
    insert into company (name, slug)
    select name, case
      when place = 1 and not exists (select from company where company.slug = missing.slug) then slug
      else slug || '-' || left(md5(folded_name), 8) end
    from missing order by folded_name
  `.execute(tx)
  await sql`
    insert into product_company (product_id, company_id, role, position)
    select row.product_id, company.id, row.role, row.position
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (product_id integer, name text, role text, position smallint)
    join company on company.folded_name = fold_text(row.name)
    order by row.product_id, row.position
    on conflict (product_id, role, company_id) do nothing
  `.execute(tx)
}

const DOCUMENTS = [
  'titles',
  'age_ratings',
  'requirements',
  'languages',
  'critic_reviews',
  'achievements',
  'socials',
  'elsewhere',
] as const

async function writeDetails(
  tx: Kysely<Database>,
  productIds: readonly number[],
  rows: PartRows['details'],
): Promise<void> {
  const each = (form: (column: RawBuilder<unknown>) => RawBuilder<unknown>) =>
    sql.join(DOCUMENTS.map((column) => form(sql.ref(column))))
  await sql`
    delete from game_detail where product_id = any(${productIds}::integer[])
      and product_id <> all(${rows.map(({ product_id }) => product_id)}::integer[])
  `.execute(tx)
  await sql`
    insert into game_detail (product_id, modes, ${each((column) => column)})
    select product_id, modes, ${each((column) => column)}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (product_id integer, modes text[], ${each((column) => sql`${column} jsonb`)})
    on conflict (product_id) do update set modes = excluded.modes,
      ${each((column) => sql`${column} = excluded.${column}`)}
  `.execute(tx)
}
