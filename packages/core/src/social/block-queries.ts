import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { type BlockKind, MAX_BLOCKS } from './contract.ts'

export interface Block {
  readonly accountId: number
  readonly otherId: number
  readonly kind: BlockKind
}

/** False when the account has no room for another. The caller holds its lists. */
export async function insertBlock(tx: Kysely<Database>, block: Block): Promise<boolean> {
  const { accountId, otherId, kind } = block
  const { rows } = await sql`
    insert into block as it (account_id, other_id, kind)
    select ${accountId}, ${otherId}::integer, ${kind}::text
    where ${MAX_BLOCKS} > (
      select count(*) from block
      where account_id = ${accountId} and (other_id, kind) <> (${otherId}::integer, ${kind}::text)
    )
    on conflict (account_id, other_id, kind) do update set since = it.since
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function deleteBlock(tx: Kysely<Database>, block: Block): Promise<void> {
  await tx
    .deleteFrom('block')
    .where('account_id', '=', block.accountId)
    .where('other_id', '=', block.otherId)
    .where('kind', '=', block.kind)
    .execute()
}

/** Latest first. */
export function blocksOf(
  db: Kysely<Database>,
  accountId: number,
  page: { readonly beforeId: number; readonly limit: number },
) {
  return db
    .selectFrom('block')
    .innerJoin('account', 'account.id', 'block.other_id')
    .select(['block.id', 'block.other_id', 'block.kind', 'block.since', 'account.display_name'])
    .where('block.account_id', '=', accountId)
    .where('block.id', '<', page.beforeId)
    .orderBy('block.id', 'desc')
    .limit(page.limit)
    .execute()
}

const blockBetween = prepared(
  'block_between',
  (a: number, b: number) => sql`
    select from block where kind = 'block' and (
      (account_id = ${a}::integer and other_id = ${b}::integer)
      or (account_id = ${b}::integer and other_id = ${a}::integer)
    )
    limit 1
  `,
)

export async function hasBlockBetween(
  db: Kysely<Database>,
  a: number,
  b: number,
): Promise<boolean> {
  return (await blockBetween(db, a, b)).length > 0
}

const unheard = prepared(
  'muted_by',
  (accountId: number) => sql<{ ids: readonly number[] }>`
    select array(select distinct other_id from block where account_id = ${accountId} order by other_id) as ids
  `,
)

export async function mutedIds(
  db: Kysely<Database>,
  accountId: number,
): Promise<readonly number[]> {
  const [row] = await unheard(db, accountId)
  return row?.ids ?? []
}
