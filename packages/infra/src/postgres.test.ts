import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '@loadout/core'
import { transact } from '@loadout/core/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgres, parseInt8 } from './postgres.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('createPostgres', () => {
  it('reads bigint as a number, numeric as text, a date as its day, an instant as a Date', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select 9007199254740991::bigint as big, 0.1::numeric as exact,
             '2026-03-29'::date as day, '2026-03-29T00:00:00Z'::timestamptz as instant
    `.execute(database.db)
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        exact: '0.1',
        day: '2026-03-29',
        instant: new Date('2026-03-29T00:00:00Z'),
      },
    ])
  })

  it('refuses a bigint that a number cannot hold', async () => {
    await expect(sql`select 9007199254740992::bigint`.execute(database.db)).rejects.toThrow('2^53')
  })

  it('ends a statement of a request before its client gives up', async () => {
    const db = open('api', database.url)
    await expect(sql`select pg_sleep(30)`.execute(db)).rejects.toMatchObject({ code: '57014' })
    await db.destroy()
  })

  it('survives the loss of its connections', async () => {
    const db = open('worker', database.url)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db)
    await expect.poll(() => sql`select 1`.execute(db).catch(() => null)).not.toBeNull()
    await db.destroy()
  })

  it('survives the loss of a connection between two queries of a transaction', async () => {
    const db = open('worker', database.url)
    const lost = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(database.db)
      await sleep(50)
      await sql`select 1`.execute(tx)
    })
    await expect(lost).rejects.toThrow()
    expect((await sql`select 1`.execute(db)).rows).toHaveLength(1)
    await db.destroy()
  })

  it('rejects when nobody listens', async () => {
    const db = open('api', 'postgres://nobody@127.0.0.1:1/none')
    await expect(sql`select 1`.execute(db)).rejects.toThrow()
    await db.destroy()
  })

  it('keeps connections for those who read while all who write wait for one row', async () => {
    const db = open('api', database.url, 4)
    const read = sql`select 1`
    const locked = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const lock = sql`select pg_advisory_xact_lock(1)`
    const holder = database.db.transaction().execute(async (tx) => {
      await lock.execute(tx)
      locked.resolve()
      await release.promise
    })
    await locked.promise
    const writers = Array.from({ length: 12 }, () => transact(db, (tx) => lock.execute(tx)))
    for (let reads = 0; reads < 3; reads += 1) expect((await read.execute(db)).rows).toHaveLength(1)
    release.resolve()
    await Promise.all([holder, ...writers])
    await db.destroy()
  })

  it('names its connections after the process', async () => {
    const db = open('worker', database.url)
    const { rows } = await sql<{ name: string }>`
      select current_setting('application_name') as name
    `.execute(db)
    expect(rows).toEqual([{ name: 'loadout-worker' }])
    await db.destroy()
  })
})

describe('parseInt8', () => {
  it.each([
    ['0', 0],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, value) => expect(parseInt8(text)).toBe(value))

  it.each(['9007199254740992', '-9223372036854775808'])('refuses %s', (text) => {
    expect(() => parseInt8(text)).toThrow(RangeError)
  })
})

function open(profile: 'api' | 'worker', url: string, poolSize = 2) {
  return createPostgres({ url, poolSize, profile, log: silentLog })
}
