import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { prepared } from '../../../db/prepared.ts'
import {
  hotMark,
  IS_RATED,
  IS_SHOWN,
  type SearchText,
  textConditions,
} from '../condition-queries.ts'

/** What the facets of a product are made of. */
export interface FacetRow {
  readonly id: number
  readonly kind: string
  readonly category: string
  readonly genres: readonly string[]
  readonly platforms: readonly string[]
  readonly tags: readonly string[]
  readonly companies: readonly (readonly [id: number, name: string])[]
  readonly prices: readonly (readonly [currency: string, amount: number, sale: number | null])[]
  /** Days since 1970. */
  readonly released: number | null
  /** Null: nobody has rated it. */
  readonly score: number | null
}

export interface BlockHash {
  readonly block: number
  readonly hash: string
}

/** `BLOCK_BITS`, as it stands in a statement. */
const BITS = sql`10`

/**
 * Products that can be seen, by blocks of ids, and a hash of each block that changes with everything its
 * facets are made of: a product's revision covers what hangs on it, its time of birth an id that came back.
 */
export const blockHashes = prepared(
  'catalog_facet_hashes',
  () => sql<BlockHash>`
    select p.id >> ${BITS} as block,
      bit_xor(hash_record_extended(row(p.id, p.revision, p.created_at, s.score), 0))::text as hash
    from product as p left join product_summary as s on s.product_id = p.id and ${IS_RATED}
    where p.status = 'active'
    group by 1 order by 1
  `,
)

/** The products of these ids. */
export const blockRows = prepared(
  'catalog_facet_rows',
  (first: number, last: number) => sql<FacetRow>`
    select p.id, p.kind, p.category, to_json(p.genres) as genres, to_json(p.platforms) as platforms,
      to_json(p.tags) as tags,
      coalesce((
        select json_agg(json_build_array(company.id, company.name))
        from product_company join company on company.id = company_id where product_id = p.id
      ), '[]') as companies,
      coalesce((
        select json_agg(json_build_array(currency, amount, sale_amount))
        from (
          select p.currency, p.price as amount, p.sale_price as sale_amount where p.price is not null
          union all
          select currency, amount, sale_amount from price
          where product_id = p.id and currency <> p.currency
        ) as the_price
      ), '[]') as prices,
      case when isfinite(p.released_on) then p.released_on - date '1970-01-01' end as released,
      s.score
    from product as p left join product_summary as s on s.product_id = p.id and ${IS_RATED}
    where p.status = 'active' and p.id between ${first}::integer and ${last}::integer
    order by p.id
  `,
)

/** Ids of products that fit a text, `most` of them at most. */
export async function matchingIds(
  db: Kysely<Database>,
  text: SearchText,
  most: number,
): Promise<readonly number[]> {
  const conditions = sql.join([IS_SHOWN, ...textConditions(text)], sql` and `)
  const { rows } = await sql<{
    ids: readonly number[]
  }>`${hotMark(sql`/* prepared: catalog_matching_ids */`, text)}
    select coalesce(array_to_json(array_agg(id)), '[]') as ids
    from (select p.id from product as p where ${conditions} limit ${most}) as fitting
  `.execute(db)
  return rows[0]?.ids ?? []
}
