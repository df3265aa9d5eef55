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
import { keepFreshState, makeFresh } from './fresh-state.ts'
import { requireTestServers } from './servers.ts'

/** Any number, as long as nothing else on a test server takes the same advisory lock. */
const TEMPLATE_LOCK = 7_203_011

/** A migrated database of its own with the game's content in it. */
export interface TestDatabase {
  readonly url: string
  readonly db: Kysely<Database>
  /** Closes the pool, and all other connections with it. The database is gone for whoever had it. */
  drop(): Promise<void>
}

/**
 * Takes a database that an earlier test has left, fresh again, or copies the template, which the first caller
 * of a run makes.
 */
export async function createTestDatabase(game: Game = GAME): Promise<TestDatabase> {
  const { postgresUrl } = requireTestServers()
  const name = `loadout_test_${randomUUID().replaceAll('-', '')}`
  await withServer(postgresUrl, async (client) => {
    const template = await ensureTemplate(client, postgresUrl, game)
    if (await claimFree(client, { template, name })) return
    await client.query(`create database ${name} template ${template}`)
  })
  const url = withDatabase(postgresUrl, name)
  const db = openDatabase(url)
  return {
    url,
    db,
    async drop() {
      await db.destroy()
      await withServer(postgresUrl, async (client) => {
        if (await release(client, { url, name })) return
        await client.query(`drop database if exists ${name} with (force)`)
      })
    },
  }
}

/** Databases that are fresh again, by the name of their template. */
const freeName = (template: string) => template.replace('template', 'free')

/** Gives a free database its new name: of several that try at once, one succeeds with each. */
async function claimFree(
  client: pg.Client,
  { template, name }: { readonly template: string; readonly name: string },
): Promise<boolean> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where starts_with(datname, $1) order by random() limit 4`,
    [freeName(template)],
  )
  for (const { datname } of rows) if (await rename(client, datname, name)) return true
  return false
}

/** Makes a database fresh again and free for others; false when it has to be dropped. */
async function release(
  client: pg.Client,
  { url, name }: { readonly url: string; readonly name: string },
): Promise<boolean> {
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    name,
  ])
  const template = await withServer(url, async (inside) =>
    (await makeFresh(inside)) ? templateOf(inside) : null,
  ).catch(() => null)
  if (template === null) return false
  return rename(client, name, `${freeName(template)}_${randomUUID().replaceAll('-', '')}`)
}

async function templateOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(`select name from fresh."the template"`)
  return rows[0]?.name ?? ''
}

/** False when somebody is connected, or the database is gone. */
async function rename(client: pg.Client, from: string, to: string): Promise<boolean> {
  try {
    await client.query(`alter database ${from} rename to ${to}`)
    return true
  } catch {
    return false
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
  await withServer(withDatabase(serverUrl, name), async (inside) => {
    await keepFreshState(inside)
    await inside.query(`create table fresh."the template" as select '${name}' as name`)
  })
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

/** Of what decides what is in a fresh database: core's migrations, the game's content, and what is kept of both. */
function fingerprint(game: Game): string {
  const hash = createHash('sha256').update(JSON.stringify(game.content))
  const root = fileURLToPath(new URL('../../../core/src/db/', import.meta.url))
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
    hash.update(name).update(readFileSync(root + name))
  }
  hash.update(readFileSync(new URL('fresh-state.ts', import.meta.url)))
  return hash.digest('hex').slice(0, 16)
}
