import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { type FollowTarget, MAX_COUNTED, MAX_FOLLOWS, type TargetKind } from './contract.ts'

const COLUMNS = { account: 'followed_id', product: 'product_id', tag: 'tag' } as const

const isTarget = ({ kind, id }: FollowTarget) => sql`${sql.ref(COLUMNS[kind])} = ${id}`

/** `full`: the account follows as much as it may. The caller holds its lists. */
export async function insertFollow(
  tx: Kysely<Database>,
  accountId: number,
  target: FollowTarget,
): Promise<'new' | 'there' | 'full'> {
  const { rows } = await sql<{ result: 'new' | 'there' | 'full' }>`
    with mine as materialized (
      select exists (
        select from follow where account_id = ${accountId} and ${isTarget(target)}
      ) as there, (select count(*) from follow where account_id = ${accountId}) as n
    ), fresh as (
      insert into follow (account_id, ${sql.ref(COLUMNS[target.kind])})
      select ${accountId}, ${target.id} from mine where not there and n < ${MAX_FOLLOWS}
      returning id
    )
    select case when there then 'there' when exists (select from fresh) then 'new' else 'full' end as result
    from mine
  `.execute(tx)
  return rows[0]?.result ?? 'full'
}

export async function deleteFollow(
  tx: Kysely<Database>,
  accountId: number,
  target: FollowTarget,
): Promise<void> {
  await sql`delete from follow where account_id = ${accountId} and ${isTarget(target)}`.execute(tx)
}

/** Neither of the two follows the other any more. */
export async function deleteFollowsBetween(
  tx: Kysely<Database>,
  a: number,
  b: number,
): Promise<void> {
  await sql`
    delete from follow
    where (account_id = ${a} and followed_id = ${b}) or (account_id = ${b} and followed_id = ${a})
  `.execute(tx)
}

export interface FollowRow {
  readonly id: number
  readonly followed_at: Date
  readonly followed_id: number | null
  readonly display_name: string | null
  readonly tag: string | null
  readonly product: { readonly id: number; readonly name: string; readonly slug: string } | null
}

/** What an account follows and can see, latest first. */
export async function followsOf(
  db: Kysely<Database>,
  accountId: number,
  page: {
    readonly kind: TargetKind | undefined
    readonly beforeId: number
    readonly limit: number
  },
): Promise<readonly FollowRow[]> {
  const only =
    page.kind === undefined ? sql`true` : sql`follow.${sql.ref(COLUMNS[page.kind])} is not null`
  const { rows } = await sql<FollowRow>`
    select follow.id, followed_at, followed_id, display_name, tag,
      case when product.id is not null
        then json_build_object('id', product.id, 'name', product.name, 'slug', product.slug) end as product
    from follow
    left join account on account.id = followed_id
    left join product on product.id = product_id
    where account_id = ${accountId} and follow.id < ${page.beforeId} and ${only}
      and (product_id is null or product.status = 'active')
    order by follow.id desc
    limit ${page.limit}
  `.execute(db)
  return rows
}

const counts = (kind: TargetKind) =>
  prepared(
    `followers_of_${kind}`,
    (id: number | string) => sql<{ n: number }>`
      select count(*) as n from (
        select from follow where ${sql.ref(COLUMNS[kind])} = ${id} limit ${MAX_COUNTED + 1}
      ) as counted
    `,
  )
const COUNTS = { account: counts('account'), product: counts('product'), tag: counts('tag') }

/** One more than MAX_COUNTED at most. */
export async function followersOf(
  db: Kysely<Database>,
  { kind, id }: FollowTarget,
): Promise<number> {
  const [row] = await COUNTS[kind](db, id)
  return row?.n ?? 0
}
