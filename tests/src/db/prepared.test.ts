import { prepared } from '@loadout/core/db'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('prepared', () => {
  it('runs with the parameters of each call, in any order and number of uses', async () => {
    const twice = prepared(
      'test_twice',
      (a: number, b: string) => sql<{ text: string }>`
        select ${b}::text || '-' || ${a}::int || '-' || ${b}::text || ${'!'}::text as text
      `,
    )
    expect(await twice(database.db, 1, 'x')).toEqual([{ text: 'x-1-x!' }])
    expect(await twice(database.db, 2, 'y')).toEqual([{ text: 'y-2-y!' }])
  })

  it('builds its text once', async () => {
    let builds = 0
    const counted = prepared('test_counted', (n: number) => {
      builds += 1
      return sql<{ n: number }>`select ${n}::int as n`
    })
    for (const n of [1, 2, 3]) expect(await counted(database.db, n)).toEqual([{ n }])
    expect(builds).toBe(1)
  })

  it('takes part in a transaction', async () => {
    const insert = prepared(
      'test_insert',
      (word: string) => sql<{ word: string }>`
        insert into held_word (word) values (${word}) returning word
      `,
    )
    const undone = database.db.transaction().execute(async (tx) => {
      expect(await insert(tx, 'gone')).toEqual([{ word: 'gone' }])
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await database.db.selectFrom('held_word').selectAll().execute()).toEqual([])
  })
})
