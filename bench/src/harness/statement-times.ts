import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'

/** What the server did for one form of statement, whatever its parameters. */
export interface StatementTime {
  readonly query: string
  readonly calls: number
  /** Of all calls together, without planning. */
  readonly milliseconds: number
}

/** Forgets the statements until now; `statementTimes` tells those since then. */
export async function resetStatements({ db }: Infra): Promise<void> {
  await sql`create extension if not exists pg_stat_statements`.execute(db)
  await sql`select pg_stat_statements_reset()`.execute(db)
}

export async function statementTimes({ db }: Infra): Promise<readonly StatementTime[]> {
  const { rows } = await sql<StatementTime>`
    select query, calls, total_exec_time as milliseconds
    from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database())
    order by total_exec_time desc
  `.execute(db)
  return rows
}
