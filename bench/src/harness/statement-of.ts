import type { Database } from '@loadout/core/db'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

/** A statement with its parameters as $1, $2 ... */
export interface Statement {
  readonly text: string
  readonly parameters: readonly unknown[]
}

/**
 * The one statement that `run` sends. It is sent nowhere, so that `run` finds nothing and may fail. Throws
 * unless there is exactly one.
 */
export async function statementOf(
  run: (db: Kysely<Database>) => Promise<unknown>,
): Promise<Statement> {
  const statements: Statement[] = []
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push({ text: query.sql, parameters: query.parameters }),
  })
  await run(db).catch(() => {})
  const [statement, ...more] = statements
  if (statement === undefined || more.length > 0) {
    throw new Error(`${statements.length} statements were sent`)
  }
  return statement
}
