import type { Database } from '@loadout/core/db'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
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
  /** The same by their plans for any values. Knows parameters that are null, numbers, booleans or text. */
  genericRunsOf(run: () => Promise<unknown>): Promise<readonly Plan[]>
  /** Their plans for any values, as hot statements get them in time; nothing is carried out. */
  genericPlansOf(
    run: () => Promise<unknown>,
  ): Promise<readonly Pick<Plan, 'Node Type' | 'Relation Name' | 'Index Name'>[]>
  /** How many statements the last `run` sent. */
  statements(): number
  close(): Promise<void>
}

/** What frames other statements, and has no plan. */
const TRANSACTION = /^(?:begin|commit|rollback|start transaction)/i

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
  const sent: Sent[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      if (TRANSACTION.test(query.sql)) return
      sent.push({ sql: query.sql, parameters: query.parameters })
    },
  })
  async function explain(
    run: () => Promise<unknown>,
    send: (query: Sent) => Promise<pg.QueryResult>,
  ): Promise<readonly Plan[]> {
    sent.length = 0
    await run()
    const explained = await Promise.all(sent.map(send))
    return explained.flatMap(({ rows }) => nodesOf(rows[0]['QUERY PLAN'][0].Plan))
  }
  return {
    db,
    plansOf: (run) =>
      explain(run, ({ sql, parameters }) =>
        pool.query(`explain (analyze, format json) ${sql}`, [...parameters]),
      ),
    genericRunsOf: (run) => explain(run, (query) => explainGeneric(pool, query)),
    genericPlansOf: (run) =>
      explain(run, ({ sql }) => pool.query(`explain (generic_plan, format json) ${sql}`)),
    statements: () => sent.length,
    close: () => db.destroy(),
  }
}

interface Sent {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What is prepared by name and carried out often ends up with such a plan: here from the first time on. */
async function explainGeneric(pool: pg.Pool, { sql, parameters }: Sent): Promise<pg.QueryResult> {
  const client = await pool.connect()
  try {
    await client.query('set plan_cache_mode = force_generic_plan')
    await client.query(`prepare explained as ${sql}`)
    const values = parameters.map(literalOf).join(', ')
    return await client.query(
      `explain (analyze, format json) execute explained${values && `(${values})`}`,
    )
  } finally {
    await client.query('discard all')
    client.release()
  }
}

function literalOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  if (typeof value === 'string') return pg.escapeLiteral(value)
  if (Array.isArray(value)) return `array[${value.map(literalOf).join(', ')}]`
  throw new TypeError(`cannot write a ${typeof value} as a literal`)
}

function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** Tables that were read from the first row to the last. */
export function wholeTables(
  nodes: readonly Pick<Plan, 'Node Type' | 'Relation Name'>[],
): readonly (string | undefined)[] {
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
