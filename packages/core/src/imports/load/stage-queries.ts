import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { LoadedTable, MergeRule, RowDataset } from '../datasets/row-dataset.ts'

/** Rows that are to be compared with what is there. */
export const STAGE = 'import_stage'
const stage = sql.table(STAGE)

/** Behind the columns of the table: from which row of the file it comes. */
export const ROW_NUMBER = 'row_number'

/** Makes the table of this session that rows are compared from. It is empty after each transaction, or keeps. */
export async function createStage(
  db: Kysely<Database>,
  dataset: RowDataset,
  { keeps }: { readonly keeps: boolean },
): Promise<void> {
  const onCommit = keeps ? sql`preserve` : sql`delete`
  await sql`
    create temporary table ${stage} on commit ${onCommit} rows as
    select ${columns(dataset)}, 0::bigint as ${sql.ref(ROW_NUMBER)} from ${tableOf(dataset)} with no data
  `.execute(db)
}

export interface MergeCounts {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  /** By what counters are made of them: see `counts.of`. */
  readonly touched: readonly number[]
}

const NOTHING: MergeCounts = { inserted: 0, updated: 0, unchanged: 0, touched: [] }

/** What merging the stage will do, from this row of the file on, without doing it. */
export async function compareStage(
  tx: Kysely<Database>,
  dataset: RowDataset,
  fromRow: number,
): Promise<MergeCounts> {
  const countedBy = dataset.counts?.of.column
  const of = (alias: string) =>
    countedBy === undefined ? sql`null` : sql.ref(`${alias}.${countedBy}`)
  const { rows } = await sql<MergeCounts>`
    with compared as (
      select present.id is null as is_new, ${isDifferent(dataset)} as is_different,
        ${of('staged')}::integer as after, ${of('present')}::integer as before
      from ${stage} as staged left join ${tableOf(dataset)} as present on present.id = staged.id
      where staged.row_number >= ${fromRow}
    )
    select
      count(*) filter (where is_new) as inserted,
      count(*) filter (where is_different and not is_new) as updated,
      count(*) filter (where not is_different and not is_new) as unchanged,
      (
        select coalesce(json_agg(distinct id), '[]')
        from compared cross join unnest(array[after, before]) as id
        where (is_new or is_different) and id is not null
      ) as touched
    from compared
  `.execute(tx)
  return rows[0] ?? NOTHING
}

/** Locks the rows that are there already, in the order in which everybody does who locks several. */
export async function lockPresent(tx: Kysely<Database>, dataset: RowDataset): Promise<void> {
  await sql`
    select from ${tableOf(dataset)} where id in (select id from ${stage}) order by id for no key update
  `.execute(tx)
}

/** Makes the rows that are there what the stage says. */
export async function updatePresent(tx: Kysely<Database>, dataset: RowDataset): Promise<void> {
  const changes = Object.keys(dataset.writes)
    .filter((column) => ruleOf(dataset, column) !== 'keep')
    .map((column) => sql`${sql.ref(column)} = ${after(dataset, column)}`)
  const { table } = dataset
  const isProduct = table === 'product'
  await sql`
    update ${tableOf(dataset)} as present
    set ${sql.join(changes)}${isProduct ? sql`, revision = revision + 1, updated_at = now()` : sql``}
    from ${stage} as staged
    where present.id = staged.id and ${isDifferent(dataset)}
  `.execute(tx)
}

/** Adds those that are not there; returns the ids of those that found room. */
export async function insertMissing(
  tx: Kysely<Database>,
  dataset: RowDataset,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into ${tableOf(dataset)} (${columns(dataset)})
    select ${columns(dataset)} from ${stage} as staged
    where not exists (select from ${tableOf(dataset)} as present where present.id = staged.id)
    order by id
    on conflict do nothing
    returning id
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Takes rows out of the stage whose parent has gone meanwhile; returns which. */
export async function dropOrphans(
  tx: Kysely<Database>,
  { column, parent }: { readonly column: string; readonly parent: LoadedTable },
): Promise<readonly number[]> {
  return dropWhere(
    tx,
    sql`not exists (
      select from ${sql.table(parent)} as parent where parent.id = staged.${sql.ref(column)}
    )`,
  )
}

/** Takes rows from this one on out of the stage that say the same as another, there or before; returns which. */
export async function dropDuplicates(
  tx: Kysely<Database>,
  dataset: RowDataset,
  fromRow: number,
): Promise<readonly number[]> {
  if (dataset.unique === undefined) return []
  const pair = (alias: string) =>
    sql`(${sql.join((dataset.unique ?? []).map((column) => sql.ref(`${alias}.${column}`)))})`
  // One statement each: a condition with "or" would be looked up row by row.
  const present = await dropWhere(
    tx,
    sql`row_number >= ${fromRow} and exists (
      select from ${tableOf(dataset)} as other where ${pair('other')} = ${pair('staged')} and other.id <> staged.id
    )`,
  )
  const earlier = await dropWhere(
    tx,
    sql`row_number >= ${fromRow} and exists (
      select from ${stage} as earlier
      where ${pair('earlier')} = ${pair('staged')} and earlier.row_number < staged.row_number
    )`,
  )
  return [...present, ...earlier]
}

/** Rows of the stage that are not in the table, e.g. because something else in it was there already. */
export async function findLeftOver(
  tx: Kysely<Database>,
  dataset: RowDataset,
): Promise<readonly number[]> {
  const { rows } = await sql<{ row_number: number }>`
    select row_number from ${stage} as staged
    where not exists (select from ${tableOf(dataset)} as present where present.id = staged.id)
    order by row_number
  `.execute(tx)
  return rows.map((row) => row.row_number)
}

async function dropWhere(
  tx: Kysely<Database>,
  condition: RawBuilder<unknown>,
): Promise<readonly number[]> {
  const { rows } = await sql<{ row_number: number }>`
    delete from ${stage} as staged where ${condition} returning row_number
  `.execute(tx)
  return rows.map((row) => row.row_number)
}

/** Whether a row that is there is not what it should be; of one that is not, whether it has values at all. */
function isDifferent(dataset: RowDataset): RawBuilder<boolean> {
  const compared = Object.keys(dataset.writes).filter(
    (column) => ruleOf(dataset, column) !== 'keep',
  )
  const before = compared.map((column) => sql.ref(`present.${column}`))
  const afterwards = compared.map((column) => after(dataset, column))
  return sql`(${sql.join(before)}) is distinct from (${sql.join(afterwards)})`
}

/** The value of a column of `present` after it is merged with `staged`. */
function after(dataset: RowDataset, column: string): RawBuilder<unknown> {
  const staged = sql.ref(`staged.${column}`)
  switch (ruleOf(dataset, column)) {
    case 'votes':
      return sql`(present.helpful - present.imported_helpful + ${staged})`
    case 'response':
      return sql`case when present.responded_at is null then ${staged} else present.response end`
    case 'stock':
      return sql`greatest(${staged}, present.reserved)`
    default:
      return staged
  }
}

function ruleOf({ merge = {} }: RowDataset, column: string): MergeRule {
  return column === 'id' ? 'keep' : (merge[column] ?? 'set')
}

function columns({ writes }: RowDataset): RawBuilder<unknown> {
  return sql.join(Object.keys(writes).map((column) => sql.ref(column)))
}

function tableOf({ table }: RowDataset): RawBuilder<unknown> {
  return sql.table(table)
}
