import { type RawBuilder, sql } from 'kysely'
import { Z } from '../rate.ts'

/** `rate(successes, n).lo` in SQL, for more rows than should travel. `n` must not be 0. */
export function wilsonLower(
  successes: RawBuilder<unknown>,
  n: RawBuilder<unknown>,
): RawBuilder<number> {
  const z = sql`${Z}::double precision`
  const z2 = sql`${Z * Z}::double precision`
  // In floating point throughout: products of counts do not fit the counts' types.
  const count = sql`(${n})::double precision`
  const value = sql`((${successes})::double precision / ${n})`
  return sql`greatest(0, (
    ${value} + ${z2} / (2 * ${count})
    - ${z} * sqrt(${value} * (1 - ${value}) / ${count} + ${z2} / (4 * ${count} * ${count}))
  ) / (1 + ${z2} / ${count}))`
}
