import { CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import type { Database } from './database.ts'

/** A value that is not known yet, while a statement is compiled. */
class Placeholder {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/**
 * A hot statement: compiled by Kysely once per process, and prepared by PostgreSQL once per connection under
 * `name` (the adapter reads it from the leading comment). `build` gets a placeholder for each parameter, to
 * be used as any value would be, as often as needed; it must not look at it, because the text is the same
 * for every call.
 *
 * ```ts
 * const findName = prepared('product_name', (id: number) => sql<{ name: string }>`
 *   select name from product where id = ${id}`)
 * const [row] = await findName(db, 7)
 * ```
 */
export function prepared<Parameters extends readonly unknown[], Row>(
  name: string,
  build: (...parameters: Parameters) => RawBuilder<Row>,
): (db: Kysely<Database>, ...parameters: Parameters) => Promise<readonly Row[]> {
  let compiled: { readonly text: string; readonly slots: readonly unknown[] } | undefined
  return async (db, ...parameters) => {
    compiled ??= compile(db, name, build, parameters.length)
    const values = compiled.slots.map((slot) =>
      slot instanceof Placeholder ? parameters[slot.index] : slot,
    )
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(compiled.text, values))
    return rows
  }
}

function compile<Parameters extends readonly unknown[], Row>(
  db: Kysely<Database>,
  name: string,
  build: (...parameters: Parameters) => RawBuilder<Row>,
  count: number,
) {
  const placeholders = Array.from({ length: count }, (_, index) => new Placeholder(index))
  // They stand for the parameters and are replaced before anything is sent.
  const query = build(...(placeholders as readonly unknown[] as Parameters)).compile(db)
  return { text: `/* prepared: ${name} */ ${query.sql}`, slots: query.parameters }
}
