import { type RawBuilder, sql } from 'kysely'
import { microseconds, momentOf } from '../db/moments.ts'

/** See `place.ts`. */
export const placeText = (alias: string) => sql<string>`(
  lpad(${microseconds(sql.ref(`${alias}.created_at`))}::text, 16, '0')
  || lpad(${sql.ref(`${alias}.id`)}::text, 10, '0')
)`

/** Whether a post is behind a place among the newest. */
export const isBelow = (alias: string, place: RawBuilder<unknown>) => sql<boolean>`(
  (${sql.ref(`${alias}.created_at`)}, ${sql.ref(`${alias}.id`)}) < (
    ${momentOf(sql`left(${place}::text, 16)`)},
    right(${place}::text, 10)::bigint
  )
)`
