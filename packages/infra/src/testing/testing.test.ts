import { access } from 'node:fs/promises'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createTestInfra } from './test-infra.ts'

describe('createTestDatabase', () => {
  it('makes migrated databases that know nothing of each other, also all at once', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()))
    const [first, second] = databases
    await first?.db.insertInto('outbox').values({ job: 'x', payload: '{}' }).execute()
    expect(await second?.db.selectFrom('outbox').selectAll().execute()).toEqual([])
    await Promise.all(databases.map((database) => database.drop()))
  })

  it('gives out a used database as if it were new', async () => {
    const state = async ({ db }: Pick<TestDatabase, 'db'>) => {
      const { rows } = await sql<{ name: string }>`
        select relname::text as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1
      `.execute(db)
      const tables: Record<string, unknown> = {}
      for (const { name } of rows) {
        const found = await sql`select * from ${sql.table(name)} order by 1, 2`.execute(db)
        if (found.rows.length > 0) tables[name] = found.rows
      }
      const sequences = await sql`
        select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1
      `.execute(db)
      return { tables, sequences: sequences.rows }
    }
    const oid = async ({ db }: Pick<TestDatabase, 'db'>) => {
      const { rows } = await sql<{ oid: number }>`
        select oid::integer from pg_database where datname = current_database()
      `.execute(db)
      return rows[0]?.oid
    }
    const first = await createTestDatabase()
    const [before, used] = [await state(first), await oid(first)]
    await sql`insert into product (kind, name, slug, price) values ('merch', 'P', 'p', 1)`.execute(
      first.db,
    )
    await sql`update dimension set name = 'changed'`.execute(first.db)
    await sql`delete from stats_state`.execute(first.db)
    await sql`analyze product`.execute(first.db)
    await first.drop()
    // Others may be free too, and be given out first.
    const taken: TestDatabase[] = []
    for (let tries = 0; tries < 100; tries += 1) {
      const next = await createTestDatabase()
      taken.push(next)
      if ((await oid(next)) === used) break
    }
    const again = taken.at(-1)
    expect(again === undefined ? null : await oid(again)).toBe(used)
    expect(again === undefined ? null : await state(again)).toEqual(before)
    await Promise.all(taken.map((database) => database.drop()))
  })

  it('gives out no database whose tables were changed', async () => {
    const changed = await createTestDatabase()
    await sql`alter table product add column extra integer`.execute(changed.db)
    const { rows } = await sql<{ oid: number }>`
      select oid::integer from pg_database where datname = current_database()
    `.execute(changed.db)
    const witness = await createTestDatabase()
    await changed.drop()
    const left = await sql`select from pg_database where oid = ${rows[0]?.oid}::oid`.execute(
      witness.db,
    )
    expect(left.rows).toEqual([])
    await witness.drop()
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
