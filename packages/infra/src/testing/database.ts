import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { silentLog } from '@loadout/core'
import { type Database, migrate } from '@loadout/core/db'
import type { Game } from '@loadout/core/sources'
import { syncContent } from '@loadout/core/stats'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { GAME } from '../game.ts'
import { createPostgres } from '../postgres.ts'
import { requireTestServers } from './servers.ts'

/** Any number, as long as nothing else on a test server takes the same advisory lock. */
const TEMPLATE_LOCK = 7_203_011

/** A migrated database of its own with the game's content in it. */
export interface TestDatabase {
  readonly url: string
  readonly db: Kysely<Database>
  /** Closes the pool and drops the database. */
  drop(): Promise<void>
}

/** Copies the template, which the first caller of a run makes: tens of milliseconds instead of a migration. */
export async function createTestDatabase(game: Game = GAME): Promise<TestDatabase> {
  const { postgresUrl } = requireTestServers()
  const name = `loadout_test_${randomUUID().replaceAll('-', '')}`
  await withServer(postgresUrl, async (client) => {
    const template = await ensureTemplate(client, postgresUrl, game)
    await client.query(`create database ${name} template ${template}`)
  })
  const url = withDatabase(postgresUrl, name)
  const db = openDatabase(url)
  return {
    url,
    db,
    async drop() {
      await db.destroy()
      await withServer(postgresUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      )
    },
  }
}

/** The template's name says what is in it, so a change of the migrations or the content makes a new one. */
async function ensureTemplate(client: pg.Client, serverUrl: string, game: Game): Promise<string> {
  const name = `loadout_template_${fingerprint(game)}`
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    const { rowCount } = await client.query(
      'select from pg_database where datname = $1 and datistemplate',
      [name],
    )
    if (rowCount === 0) await buildTemplate(client, serverUrl, { name, game })
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  }
  return name
}

async function buildTemplate(
  client: pg.Client,
  serverUrl: string,
  { name, game }: { readonly name: string; readonly game: Game },
): Promise<void> {
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  const db = openDatabase(withDatabase(serverUrl, name))
  try {
    await migrate(db)
    await syncContent({ db, game })
  } finally {
    await db.destroy()
  }
  // Last, so that a template is whole or is made again; and nobody may connect, or copying would fail.
  await client.query(`alter database ${name} with is_template true allow_connections false`)
}

function openDatabase(url: string): Kysely<Database> {
  return createPostgres({ url, poolSize: 10, profile: 'cli', log: silentLog })
}

async function withServer<Value>(
  url: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Of what decides what is in a fresh database: core's migrations and the game's content. */
function fingerprint(game: Game): string {
  const hash = createHash('sha256').update(JSON.stringify(game.content))
  const root = fileURLToPath(new URL('../../../core/src/db/', import.meta.url))
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
    hash.update(name).update(readFileSync(root + name))
  }
  return hash.digest('hex').slice(0, 16)
}
