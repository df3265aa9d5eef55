import { sql } from 'kysely'
import { prepared } from '../../db/prepared.ts'

/** Names that hold something like a text, the nearest first. See `products_named_like` in the migrations. */
export const namesLike = prepared(
  'catalog_names_like',
  (text: string, most: number) => sql<{ id: number; folded_name: string }>`
    select id, folded_name from products_named_like(${text}::text, ${most}::integer)
  `,
)

/** So many that looking through the table for them is more work than asking the index. */
const ENOUGH = sql`500`

/** Which of these words no product has, by the tsqueries they make. */
export const unknownWords = prepared(
  'catalog_unknown_words',
  (words: readonly string[], searches: readonly string[]) => sql<{ word: string }>`
    select word from unnest(${words}::text[], ${searches}::text[]) as wanted (word, search)
    where (
      select count(*) from (
        select from product where status = 'active' and search @@ wanted.search::tsquery limit ${ENOUGH}
      ) as labelled
    ) = 0 and (
      select count(*) from (
        select from product where status = 'active' and body_search @@ wanted.search::tsquery limit ${ENOUGH}
      ) as described
    ) = 0
  `,
)

/**
 * The most frequent of these words in names. Hundreds of words that hardly anything has are looked up in the
 * index in a few milliseconds; of words that many names have, some names tell.
 */
export const frequentInNames = prepared(
  'catalog_frequent_in_names',
  (words: readonly string[]) => sql<{ word: string }>`
    select word
    from (
      select search from product
      where status = 'active'
        and search @@ (select string_agg(quote_literal(word) || ':A', ' | ') from unnest(${words}::text[]) as word)::tsquery
      limit ${ENOUGH}
    ) as named, unnest(tsvector_to_array(named.search)) as word
    where word = any(${words}::text[])
    group by word order by count(*) desc, word limit 1
  `,
)
