import { access } from 'node:fs/promises'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from './database.ts'
import { createTestInfra } from './test-infra.ts'

describe('createTestDatabase', () => {
  it('makes migrated databases that know nothing of each other, also all at once', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()))
    const [first, second] = databases
    await first?.db.insertInto('outbox').values({ job: 'x', payload: '{}' }).execute()
    expect(await second?.db.selectFrom('outbox').selectAll().execute()).toEqual([])
    await Promise.all(databases.map((database) => database.drop()))
  })

  it('leaves nothing behind', async () => {
    const witness = await createTestDatabase()
    const gone = await createTestDatabase()
    await gone.drop()
    const name = new URL(gone.url).pathname.slice(1)
    const { rows } = await sql`select from pg_database where datname = ${name}`.execute(witness.db)
    expect(rows).toEqual([])
    await witness.drop()
  })
})

describe('createTestInfra', () => {
  it('removes its keys and its folder', async () => {
    const witness = await createTestInfra()
    const infra = await createTestInfra()
    const { QUEUE_PREFIX: prefix, LOADOUT_HOME: home } = infra.config
    await infra.redis.set(`${prefix}:x`, '1')
    await infra.close()
    expect(await witness.redis.exists(`${prefix}:x`)).toBe(0)
    await expect(access(home)).rejects.toThrow('ENOENT')
    await witness.close()
  })
})
