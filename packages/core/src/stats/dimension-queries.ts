import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Role } from './content/agents.ts'
import type { Dimension } from './dimension.ts'
import type { DimensionKind } from './tables.ts'

/**
 * Keys of these ids; new ids are inserted, marked as unknown, under their own id as name. With a `limit`
 * on unknown ids of the kind, those over it get no key.
 */
export async function claimDimensionKeys(
  db: Kysely<Database>,
  kind: DimensionKind,
  { ids, limit }: { readonly ids: readonly string[]; readonly limit: number | null },
) {
  await sql`
    insert into dimension (kind, id, name)
    select ${kind}, wanted.id, wanted.id
    from unnest(${ids}::text[]) with ordinality as wanted (id, place)
    -- Keeps the key sequence still for ids that exist: the usual case.
    where not exists (select from dimension where kind = ${kind} and dimension.id = wanted.id)
      and (${limit}::integer is null
        or (select count(*) from dimension where kind = ${kind} and not known) + place <= ${limit}::integer)
    order by wanted.id
    on conflict (kind, id) do nothing
  `.execute(db)
  return db
    .selectFrom('dimension')
    .select(['id', 'key'])
    .where('kind', '=', kind)
    .where('id', '=', sql<string>`any(${ids}::text[])`)
    .execute()
}

export async function findDimensionKey(
  db: Kysely<Database>,
  kind: DimensionKind,
  idOrName: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('dimension')
    .select('key')
    .where('kind', '=', kind)
    .where((eb) =>
      eb.or([eb('id', '=', idOrName), eb(sql`lower(name)`, '=', idOrName.toLowerCase())]),
    )
    .orderBy('known', 'desc')
    .orderBy('key')
    .limit(1)
    .executeTakeFirst()
  return row?.key ?? null
}

export async function loadDimensions(db: Kysely<Database>): Promise<readonly Dimension[]> {
  return db
    .selectFrom('dimension')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('agent_role')
          .select('agent_role.role')
          .whereRef('agent_role.agent_key', '=', 'dimension.key')
          .orderBy('agent_role.since', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select(['key', 'kind', 'id', 'name', 'known'])
    .select((eb) => eb.ref('latest.role').$castTo<Role | null>().as('role'))
    .execute()
}

/** Writes names of known ids; keys of rows that exist stay what they are. */
export async function upsertContentNames(
  db: Kysely<Database>,
  kind: DimensionKind,
  rows: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  await claimDimensionKeys(db, kind, { ids: rows.map(({ id }) => id), limit: null })
  await sql`
    update dimension set name = content.name, known = true
    from json_to_recordset(${JSON.stringify(rows)}::json) as content(id text, name text)
    where dimension.kind = ${kind} and dimension.id = content.id
      and (dimension.name, dimension.known) is distinct from (content.name, true)
  `.execute(db)
}

/** Adds a dated role where it differs from the agent's latest one. */
export async function upsertAgentRoles(
  db: Kysely<Database>,
  roles: readonly { readonly id: string; readonly role: Role; readonly since: string }[],
): Promise<void> {
  await sql`
    insert into agent_role (agent_key, since, role)
    select dimension.key, content.since, content.role
    from json_to_recordset(${JSON.stringify(roles)}::json) as content(id text, role text, since timestamptz)
    join dimension on dimension.kind = 'agent' and dimension.id = content.id
    where content.role is distinct from (
      select latest.role from agent_role as latest
      where latest.agent_key = dimension.key order by latest.since desc limit 1
    )
    on conflict (agent_key, since) do update set role = excluded.role
  `.execute(db)
}
