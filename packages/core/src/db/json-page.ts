import { type RawBuilder, sql } from 'kysely'

/**
 * Relations of a `with recursive` that make a page of JSON, row after row, and end it early where the rows
 * that are there come to `maxBytes`: however much is asked for and however long the texts, no more than that
 * is made, sent and read. The first row is always in.
 *
 * The last of them, `page`, is one row:
 * - `items`: a JSON array without blanks between the rows,
 * - `kept`: how many those are,
 * - `last_id`: the id of the last of them if `ids` had more; else null.
 */
export const jsonPage = (of: {
  /** Selects ids in the order of the page; one more than `limit` tells whether there are more. */
  readonly ids: RawBuilder<unknown>
  /** Selects the JSON of the row with an id. */
  readonly jsonOf: (id: RawBuilder<unknown>) => RawBuilder<unknown>
  /** Rows of the page, at most. */
  readonly limit: number
  readonly maxBytes: number
}) => sql`
  listed as materialized (select array(${of.ids}) as ids),
  made (place, bytes, item) as (
    select 0, octet_length('[]'), null::json
    union all
    select place + 1, bytes + octet_length(next.item::text) + 1, next.item
    from made cross join lateral (
      select the_row.item
      from (${of.jsonOf(sql`(select ids[made.place + 1] from listed)`)}) as the_row (item)
      -- So that it is made once.
      offset 0
    ) as next
    where place < ${of.limit}::integer
      and (place = 0 or bytes + octet_length(next.item::text) + 1 <= ${of.maxBytes}::integer)
  ),
  page as (
    select coalesce(array_to_json(array_agg(item order by place) filter (where place > 0)), '[]') as items,
      max(place) as kept,
      case when max(place) < (select cardinality(ids) from listed) then (select ids from listed)[max(place)] end as last_id
    from made
  )
`

/** Bytes of JSON in one page of a list, at most: two of them are still one answer. */
export const PAGE_BYTES = 500_000
