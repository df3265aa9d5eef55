import { silentLog } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgres } from './postgres.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'

let database: TestDatabase
let db: TestDatabase['db']
beforeAll(async () => {
  database = await createTestDatabase()
  // One connection: its prepared statements are all there are.
  db = createPostgres({ url: database.url, poolSize: 1, profile: 'api', log: silentLog })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function preparedTexts(): Promise<readonly string[]> {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements order by prepare_time
  `.execute(db)
  return rows.map(({ statement }) => statement)
}

describe('nameHotStatements', () => {
  it('prepares a marked statement once, however often it runs', async () => {
    for (const n of [1, 2, 3]) {
      const { rows } = await sql`/* prepared: twice */ select ${n}::int * 2 as n`.execute(db)
      expect(rows).toEqual([{ n: n * 2 }])
    }
    expect((await preparedTexts()).filter((text) => text.includes('twice'))).toHaveLength(1)
  })

  it('leaves every other statement alone', async () => {
    await sql`select ${7}::int as unmarked`.execute(db)
    expect((await preparedTexts()).some((text) => text.includes('unmarked'))).toBe(false)
  })

  it('tells two texts of one mark apart', async () => {
    const one = await sql`/* prepared: shared */ select ${1}::int as a`.execute(db)
    const other = await sql`/* prepared: shared */ select ${'x'}::text as b`.execute(db)
    expect([one.rows, other.rows]).toEqual([[{ a: 1 }], [{ b: 'x' }]])
  })

  it('prepares so many texts of one mark, and those of others all the same', async () => {
    const nth = (mark: string, n: number) =>
      sql<{ n: number }>`${sql.raw(`/* prepared: ${mark} */ select ${n}`)} + ${0}::int as n`
    for (let n = 0; n < 100; n += 1) {
      expect((await nth('varied', n).execute(db)).rows).toEqual([{ n }])
    }
    await nth('steady', 1).execute(db)
    // What was early enough stays prepared.
    await nth('varied', 0).execute(db)
    const texts = await preparedTexts()
    expect(texts.filter((text) => text.includes('varied'))).toHaveLength(64)
    expect(texts.filter((text) => text.includes('steady'))).toHaveLength(1)
  })

  it('passes on what the statement throws, and works again after it', async () => {
    const divide = (n: number) => sql`/* prepared: divide */ select 1 / ${n}::int as n`.execute(db)
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    expect((await divide(1)).rows).toEqual([{ n: 1 }])
  })
})
