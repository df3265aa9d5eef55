import { silentLog } from '@loadout/core'
import { type Database, migrate, pendingMigrations } from '@loadout/core/db'
import { VALORANT } from '@loadout/core/sources'
import { syncContent } from '@loadout/core/stats'
import { createPostgres } from '@loadout/infra'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../packages/core/src/db/migrations/index.ts'

let server: TestDatabase
let name: string
/** Two processes that share a database without a single table. */
let first: Kysely<Database>
let second: Kysely<Database>

beforeAll(async () => {
  server = await createTestDatabase()
})
afterAll(() => server.drop())

beforeEach(async () => {
  name = `loadout_test_empty_${crypto.randomUUID().replaceAll('-', '')}`
  await sql`create database ${sql.id(name)}`.execute(server.db)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const open = () => createPostgres({ url: url.href, poolSize: 3, profile: 'cli', log: silentLog })
  first = open()
  second = open()
})
afterEach(async () => {
  await Promise.all([first.destroy(), second.destroy()])
  await sql`drop database ${sql.id(name)} with (force)`.execute(server.db)
})

describe('migrate', () => {
  it('builds everything from nothing, in the order of the numbers', async () => {
    const missing = await pendingMigrations(first)
    expect(missing.length).toBeGreaterThanOrEqual(5)
    expect(missing.map((one) => Number(one.slice(0, 4)))).toEqual(missing.map((_, n) => n + 1))
    expect(await migrate(first)).toEqual({ applied: missing })
    expect(await pendingMigrations(first)).toEqual([])
  })

  it('is done once when several processes start at the same time', async () => {
    const missing = await pendingMigrations(first)
    const reports = await Promise.all([migrate(first), migrate(second)])
    expect(reports.flatMap(({ applied }) => applied)).toEqual(missing)
  })

  it('goes on where an earlier version stopped', async () => {
    const [dimensions, matches, ...later] = await pendingMigrations(first)
    const migrator = new Migrator({
      db: first,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    })
    expect((await migrator.migrateTo(matches ?? '')).error).toBeUndefined()
    expect(await pendingMigrations(first)).toEqual(later)
    expect(await migrate(first)).toEqual({ applied: later })
    expect([dimensions, matches, ...later]).toEqual(Object.keys(MIGRATIONS))
  })

  it('leaves nothing of a migration that fails, and can be repeated once it may', async () => {
    await sql`create table player (in_the_way int)`.execute(first)
    await expect(migrate(first)).rejects.toMatchObject({ code: '42P07' })
    const { rows } = await sql`
      select from information_schema.tables where table_name in ('match', 'player_match')
    `.execute(first)
    expect(rows).toHaveLength(0)

    await sql`drop table player`.execute(first)
    await migrate(first)
    expect(await pendingMigrations(first)).toEqual([])
  })

  it('refuses a database that a newer version has migrated', async () => {
    await migrate(first)
    await sql`
      insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'now')
    `.execute(first)
    await expect(migrate(first)).rejects.toThrow('9999-from-the-future')
  })

  it('prepares what the content needs', async () => {
    await migrate(first)
    await syncContent({ db: first, game: VALORANT })
    const { count } = await first
      .selectFrom('dimension')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('known', '=', true)
      .executeTakeFirstOrThrow()
    expect(count).toBeGreaterThan(50)
  })
})
