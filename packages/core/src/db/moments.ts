import { type RawBuilder, sql } from 'kysely'

/** A moment as ISO 8601, in UTC, to the millisecond. */
export const isoTime = (moment: RawBuilder<unknown>) =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A moment to the microsecond, as PostgreSQL keeps it: what a cursor holds. Exact in a double until 2255. */
export const microseconds = (moment: RawBuilder<unknown>) =>
  sql<number>`(extract(epoch from ${moment}) * 1000000)::bigint`

/** The moment that `microseconds` was made of. */
export const momentOf = (value: RawBuilder<unknown>) =>
  sql`(timestamptz 'epoch' + ${value}::double precision * interval '1 microsecond')`
