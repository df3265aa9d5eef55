import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { StatsTables } from '../tables.ts'

/** Stands for "all of them" where a roll-up has a key of an agent or map; no dimension has it. */
export const ALL = -1

/** Matches whose sums are added to a version, or taken back from it. */
export interface RollupBatch {
  readonly version: number
  /** -1 takes back what was added, before rows are corrected. */
  readonly sign: 1 | -1
  readonly matches: MatchSelection & { readonly patchKey?: number | undefined }
}

/** A range has both ends included. At most 25,000 matches, so that sums of a batch fit 32 bits. */
type MatchSelection =
  | { readonly keys: readonly number[] }
  | { readonly from: number; readonly to: number }

/**
 * The condition that a row of `match` or one of its views is in the batch. As a semi-join, which the planner
 * carries over to both tables behind `player_game`; `= any(...)` would read the other one in full.
 */
export function inBatch({ matches }: RollupBatch): RawBuilder<boolean> {
  const selected =
    'keys' in matches
      ? sql<boolean>`match_key in (select unnest(${matches.keys}::int[]))`
      : sql<boolean>`match_key between ${matches.from} and ${matches.to}`
  return matches.patchKey === undefined
    ? selected
    : sql`${selected} and patch_key = ${matches.patchKey}`
}

const buckets = sql`
  -1,
  case when base.tier between 1 and 14 then -2 end,
  case when base.tier > 14 then -3 end,
  case when base.tier > 23 then -4 end`

/** The groups a match of `base.tier` is in: all, and its buckets. See `tierGroup`. */
export const BUCKETS = sql`select unnest(array_remove(array[${buckets}]::smallint[], null)) as tier_group`

/** The same, and the tier itself. */
export const TIER_GROUPS = sql`
  select unnest(array_remove(array[base.tier, ${buckets}]::smallint[], null)) as tier_group`

export interface SumsOf {
  readonly table: keyof StatsTables
  /** Selects sums per key, with `tier` where `groups` needs it: small, as it is read once more. */
  readonly base: RawBuilder<unknown>
  /** Columns of the primary key after `version`. */
  readonly key: readonly string[]
  readonly sums: readonly string[]
  /** Rows to multiply each base row by, e.g. its tier groups. */
  readonly groups?: RawBuilder<unknown>
  /** Columns that keep the greatest value instead of a sum. */
  readonly greatest?: readonly string[]
}

/**
 * Adds sums to a roll-up. Rows are upserted in key order, so that two transactions which meet on the
 * same rows queue up instead of deadlocking.
 */
export async function upsertSums(
  tx: Kysely<Database>,
  { version, sign }: Pick<RollupBatch, 'version' | 'sign'>,
  of: SumsOf,
): Promise<void> {
  const { greatest = [] } = of
  const into = sql.table(of.table)
  const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
  // Base rows that nothing multiplies have the roll-up's own key: there is nothing to add up.
  const isFinal = of.groups === undefined
  const sumOf = (column: RawBuilder<unknown>) => (isFinal ? column : sql`sum(${column})`)
  const maxOf = (column: RawBuilder<unknown>) => (isFinal ? column : sql`max(${column})`)
  await sql`
    with base as materialized (${of.base})
    insert into ${into} (version, ${list([...of.key, ...of.sums, ...greatest])})
    select ${version}::smallint, ${list(of.key)}, ${sql.join([
      ...of.sums.map((column) => sql`${sign}::integer * ${sumOf(sql`base.${sql.ref(column)}`)}`),
      ...greatest.map((column) => maxOf(sql`base.${sql.ref(column)}`)),
    ])}
    from base ${isFinal ? sql`` : sql`cross join lateral (${of.groups}) as groups group by ${list(of.key)}`}
    order by ${list(of.key)}
    on conflict (version, ${list(of.key)}) do update set ${sql.join([
      ...of.sums.map(
        (column) =>
          sql`${sql.ref(column)} = ${into}.${sql.ref(column)} + excluded.${sql.ref(column)}`,
      ),
      ...greatest.map(
        (column) =>
          sql`${sql.ref(column)} = greatest(${into}.${sql.ref(column)}, excluded.${sql.ref(column)})`,
      ),
    ])}
  `.execute(tx)
}
