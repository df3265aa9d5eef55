import { type RawBuilder, sql } from 'kysely'
import { prepared } from '../../db/prepared.ts'
import { imageOf } from '../json-queries.ts'
import { beginsWith } from './condition-queries.ts'
import type { SuggestedProduct } from './contract.ts'

/** Products that are put in order for one suggestion, at most: of more, any so many. */
const CANDIDATES = sql`500`

const SHOWN = sql`p.id, p.kind, p.slug, p.name, ${imageOf(sql`p.id`)} as image`

/** Names that begin like this first, then those with most reviews, then the shorter ones. */
const bestOf = (
  condition: RawBuilder<unknown>,
  { beginning, most }: { readonly beginning: string; readonly most: number },
) => sql<SuggestedProduct>`
  select ${SHOWN}
  from (
    select candidate.id, row_number() over (
      order by candidate.folded_name ^@ ${beginning}::text desc,
        rating_1 + rating_2 + rating_3 + rating_4 + rating_5 desc nulls last,
        length(candidate.folded_name), candidate.id
    ) as place
    from (
      select id, folded_name from product where status = 'active' and ${condition} limit ${CANDIDATES}
    ) as candidate
    left join product_summary on product_summary.product_id = candidate.id
    order by place limit ${most}
  ) as best join product as p on p.id = best.id
  order by best.place
`

/** Products by a tsquery on the words of their names, with a word in them that begins like `last`. */
export const productsByWords = prepared(
  'catalog_suggest_words',
  (words: string, last: string, beginning: string, most: number) => {
    const hasLast = sql`strpos(' ' || folded_name, ' ' || ${last}::text) > 0`
    return bestOf(sql`search @@ ${words}::tsquery and ${hasLast}`, { beginning, most })
  },
)

/** Products by the beginning of their names. */
export const productsByBeginning = prepared(
  'catalog_suggest_beginning',
  (beginning: string, most: number) =>
    bestOf(beginsWith(sql`folded_name`, beginning), { beginning, most }),
)

/** Products whose names hold something like this. */
export const productsLike = prepared(
  'catalog_suggest_like',
  (text: string, most: number) => sql<SuggestedProduct>`
    select ${SHOWN}
    from products_named_like(${text}::text, ${most}::integer) with ordinality as near (id, folded_name, place)
    join product as p on p.id = near.id
    order by near.place
  `,
)

/** Companies with a word that begins so, in which products can be seen. `beginning`: letters and digits only. */
export const companiesByBeginning = prepared(
  'catalog_suggest_companies',
  (beginning: string, most: number) => sql<{ id: number; name: string; slug: string }>`
    select company.id, company.name, company.slug from company
    where (folded_name like ${beginning}::text || '%' or folded_name like '% ' || ${beginning}::text || '%')
      and exists (
        select from product_company join product on product.id = product_id
        where company_id = company.id and product.status = 'active'
      )
    order by folded_name ^@ ${beginning}::text desc, length(folded_name), company.id
    limit ${most}
  `,
)

/** Tags and genres that begin so, the most frequent first, as products that have such ones tell. */
export const labelsByBeginning = prepared(
  'catalog_suggest_labels',
  (words: string, beginning: string, most: number) => sql<{ label: string }>`
    select label from (
      select tags || genres as labels from product
      where status = 'active' and search @@ ${words}::tsquery limit ${CANDIDATES}
    ) as labelled, unnest(labels) as label
    group by label having split_words(label) ^@ ${beginning}::text
    order by count(*) desc, label limit ${most}
  `,
)
