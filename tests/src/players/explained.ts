import type { Database } from '@loadout/core/db'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** A database whose queries can be looked at afterwards, as PostgreSQL really carries them out. */
export interface ExplainedDatabase {
  readonly db: Kysely<Database>
  /** The nodes of the plans of every query that `run` sends. */
  plansOf(run: () => Promise<unknown>): Promise<readonly Plan[]>
  close(): Promise<void>
}

const INT8 = pg.types.builtins.INT8
const parserOf = pg.types.getTypeParser

export function openExplained(connectionString: string): ExplainedDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    // Keys as numbers, as the product's own pool reads them.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : parserOf(oid, format)) },
  })
  // The database is dropped at the end, perhaps before the last connection has said goodbye.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      sent.push({ sql: query.sql, parameters: query.parameters })
    },
  })
  return {
    db,
    async plansOf(run) {
      sent.length = 0
      await run()
      const explained = await Promise.all(
        sent.map(({ sql, parameters }) =>
          pool.query(`explain (analyze, format json) ${sql}`, [...parameters]),
        ),
      )
      return explained.flatMap(({ rows }) => nodesOf(rows[0]['QUERY PLAN'][0].Plan))
    },
    close: () => db.destroy(),
  }
}

function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Tables that were read from the first row to the last. */
export function wholeTables(nodes: readonly Plan[]): readonly (string | undefined)[] {
  return nodes
    .filter((node) => node['Node Type'].endsWith('Seq Scan'))
    .map((node) => node['Relation Name'])
}

/** How many rows of tables were looked at to answer. */
export function touched(nodes: readonly Plan[]): number {
  return nodes
    .filter((node) => node['Relation Name'] !== undefined)
    .reduce((sum, node) => {
      const rows = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
      return sum + rows * node['Actual Loops']
    }, 0)
}
