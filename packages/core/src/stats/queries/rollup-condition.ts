import { type AliasedRawBuilder, type RawBuilder, sql } from 'kysely'
import type { FilterKeys } from '../resolve-filter.ts'
import { type TierFilter, tierGroup } from '../tier-groups.ts'

/** The rows of a roll-up that a read is about. */
export interface RollupFilter {
  readonly version: number
  readonly keys: FilterKeys
  /** Left out where a roll-up is not by tier, or where every group is asked for. */
  readonly tier?: TierFilter
}

/** A key that is left out takes all of its column. */
export function rollupCondition({ version, keys, tier }: RollupFilter): RawBuilder<boolean> {
  const wanted = {
    version,
    ...(tier === undefined ? {} : { tier_group: tierGroup(tier) }),
    ...keys,
  }
  const conditions = Object.entries(wanted).flatMap(([column, key]) =>
    key === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${key}`],
  )
  return sql.join(conditions, sql` and `)
}

/** Each column's sum over the rows; 0 over none. */
export function sumsOf<Column extends string>(
  columns: readonly Column[],
): AliasedRawBuilder<number, Column>[] {
  return columns.map((column) =>
    sql<number>`coalesce(sum(${sql.ref(column)}), 0)::bigint`.as(column),
  )
}
