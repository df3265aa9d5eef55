import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const PARENTS = ['match', 'match_events', 'player_match']

const ensure = (patch: number) => sql`select ensure_patch_partition(${patch})`.execute(database.db)

async function partitionsOf(patch: number): Promise<readonly string[]> {
  const { rows } = await sql<{ parent: string }>`
    select inhparent::regclass::text as parent from pg_inherits
    where inhrelid::regclass::text like ${`%_p${patch}`} order by 1
  `.execute(database.db)
  return rows.map(({ parent }) => parent)
}

describe('ensure_patch_partition', () => {
  it('gives a patch a partition of every table of matches, once', async () => {
    expect(await partitionsOf(7001)).toEqual([])
    await ensure(7001)
    expect(await partitionsOf(7001)).toEqual(PARENTS)
    await ensure(7001)
    expect(await partitionsOf(7001)).toEqual(PARENTS)
  })

  it('may be asked by many at once, for the same patch and for others', async () => {
    await Promise.all([7002, 7003, 7002, 7003, 7002, 7003].map(ensure))
    expect(await partitionsOf(7002)).toEqual(PARENTS)
    expect(await partitionsOf(7003)).toEqual(PARENTS)
  })

  it('does not wait for those who read or write another patch', async () => {
    await ensure(7004)
    await database.db.transaction().execute(async (tx) => {
      await sql`select * from match where patch_key = 7004`.execute(tx)
      await sql`
        insert into match_events (match_key, patch_key, events) values (1, 7004, '')
      `.execute(tx)
      await ensure(7005)
    })
    expect(await partitionsOf(7005)).toEqual(PARENTS)
  })

  it('makes a row findable in its own partition only', async () => {
    await ensure(7006)
    await ensure(7007)
    await database.db
      .insertInto('match_events')
      .values({ match_key: 5, patch_key: 7006, events: Uint8Array.of(1) })
      .execute()
    const rows = (patch: number) =>
      database.db
        .selectFrom('match_events')
        .select('match_key')
        .where('patch_key', '=', patch)
        .execute()
    expect(await rows(7006)).toEqual([{ match_key: 5 }])
    expect(await rows(7007)).toEqual([])
  })

  it('is not made by itself: a match of a patch without one is refused, not misplaced', async () => {
    const insert = database.db
      .insertInto('match_events')
      .values({ match_key: 1, patch_key: 7999, events: Uint8Array.of(1) })
      .execute()
    await expect(insert).rejects.toThrow('no partition')
  })
})
