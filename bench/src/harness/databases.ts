import pg from 'pg'
import type { Services } from './services.ts'

/** Connection strings of databases of their own on the servers of a scenario. */
export function databaseUrl({ connections }: Services, name: string): string {
  const url = new URL(connections.DATABASE_URL)
  url.pathname = `/${name}`
  return url.href
}

/** An empty database, in place of one of that name. */
export async function createDatabase(services: Services, name: string): Promise<string> {
  await onDatabase(services.connections.DATABASE_URL, async (client) => {
    const quoted = pg.escapeIdentifier(name)
    await client.query(`drop database if exists ${quoted} with (force)`)
    await client.query(`create database ${quoted}`)
  })
  return databaseUrl(services, name)
}

/** One connection for statements that take no parameters, such as COPY. */
export async function onDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
