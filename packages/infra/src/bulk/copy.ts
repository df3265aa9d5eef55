import { once } from 'node:events'
import type { CopyFormat, CopyTarget } from '@loadout/core'
import type { CompiledQuery } from 'kysely'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** COPY ... FROM STDIN of lines that are all there: one message, which the server takes in at once. */
export async function copyIn(
  client: pg.Client,
  { table, columns }: CopyTarget,
  rows: Uint8Array,
): Promise<number> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const stream = client.query(from(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
  const finished = once(stream, 'finish')
  stream.end(rows)
  // Rejects with the stream's error.
  await finished
  return stream.rowCount
}

const FORMATS: Readonly<Record<CopyFormat, string>> = {
  text: '',
  csv: ' (format csv, header)',
}

/** COPY (...) TO STDOUT, as fast as it is read. Throws when the query has parameters: COPY knows none. */
export function copyOut(
  client: pg.Client,
  query: CompiledQuery,
  format: CopyFormat,
): AsyncIterable<Uint8Array> {
  if (query.parameters.length > 0) throw new Error('a query that is copied has no parameters')
  return client.query(to(`copy (${query.sql}) to stdout${FORMATS[format]}`))
}
