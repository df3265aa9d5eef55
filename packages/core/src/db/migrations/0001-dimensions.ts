import { type Kysely, sql } from 'kysely'

/** Ids of the game as small integer keys, and the dated roles of agents. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table dimension (
      key integer generated always as identity primary key,
      kind text not null check (kind in ('agent', 'map', 'patch', 'act', 'queue', 'region')),
      id text not null,
      name text not null,
      known boolean not null default false,
      unique (kind, id)
    );
    create index dimension_name on dimension (kind, lower(name));

    create table agent_role (
      agent_key integer not null references dimension (key),
      since timestamptz not null,
      role text not null check (role in ('duelist', 'initiator', 'controller', 'sentinel')),
      primary key (agent_key, since)
    );
  `.execute(db)
}
