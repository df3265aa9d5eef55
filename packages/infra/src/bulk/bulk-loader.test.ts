import { type BulkConnection, type BulkLoader, silentLog } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { createBulkLoader } from './create-bulk-loader.ts'

let database: TestDatabase
let bulk: BulkLoader

beforeAll(async () => {
  database = await createTestDatabase()
  bulk = createBulkLoader({ url: database.url, connectMs: 2_000, log: silentLog })
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`drop table if exists "odd ""table"`.execute(database.db)
  await sql`create table "odd ""table" (id bigint primary key, "the name" text)`.execute(
    database.db,
  )
})

const TARGET = { table: 'odd "table', columns: ['id', 'the name'] }
const lines = (text: string) => new TextEncoder().encode(text)

async function stored(): Promise<readonly unknown[]> {
  const { rows } = await sql`select id, "the name" as name from "odd ""table" order by id`.execute(
    database.db,
  )
  return rows
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
  return text
}

describe('copyIn', () => {
  it('writes lines of the text format, under any names', async () => {
    const count = await bulk.connect(({ copyIn }) =>
      copyIn(TARGET, lines('1\ta\\tb\n2\t\\N\n3\té👍\n')),
    )
    expect(count).toBe(3)
    expect(await stored()).toEqual([
      { id: 1, name: 'a\tb' },
      { id: 2, name: null },
      { id: 3, name: 'é👍' },
    ])
  })

  it('writes nothing, and much', async () => {
    expect(await bulk.connect(({ copyIn }) => copyIn(TARGET, lines('')))).toBe(0)
    const many = Array.from({ length: 50_000 }, (_, id) => `${id}\t${'x'.repeat(100)}\n`).join('')
    expect(await bulk.connect(({ copyIn }) => copyIn(TARGET, lines(many)))).toBe(50_000)
  })

  it('is part of the transaction that is open', async () => {
    await bulk.connect(async ({ db, copyIn }) => {
      await db.transaction().execute(async (tx) => {
        await copyIn(TARGET, lines('1\tkept\n'))
        await sql`insert into "odd ""table" values (2, 'too')`.execute(tx)
      })
      const undone = db.transaction().execute(async () => {
        await copyIn(TARGET, lines('3\tundone\n'))
        throw new Error('no')
      })
      await expect(undone).rejects.toThrow('no')
    })
    expect(await stored()).toHaveLength(2)
  })

  it.each([
    ['a duplicate key', '1\ta\n1\tb\n', '23505'],
    ['a value of another type', 'x\ta\n', '22P02'],
    ['too few columns', '1\n', '22P04'],
    ['too many', '1\ta\tb\n', '22P04'],
    ['bytes that are no text', null, '22021'],
  ])(
    'rejects %s with the code of the database, and the connection goes on',
    async (_, text, code) => {
      await bulk.connect(async ({ db, copyIn }) => {
        const bytes = text === null ? new Uint8Array([0x31, 0x09, 0xff, 0x0a]) : lines(text)
        await expect(copyIn(TARGET, bytes)).rejects.toMatchObject({ code })
        const { rows } = await sql`select 1 as one`.execute(db)
        expect(rows).toEqual([{ one: 1 }])
        expect(await copyIn(TARGET, lines('7\tfine\n'))).toBe(1)
      })
      expect(await stored()).toEqual([{ id: 7, name: 'fine' }])
    },
  )
})

describe('copyOut', () => {
  const write = (text: string) => bulk.connect(({ copyIn }) => copyIn(TARGET, lines(text)))

  it('reads the rows of a query as text or as CSV', async () => {
    await write('1\ta\\tb\n2\t\\N\n')
    const query = sql`select id, "the name" from "odd ""table" order by id`
    await bulk.connect(async ({ copyOut }) => {
      expect(await textOf(copyOut(query, 'text'))).toBe('1\ta\\tb\n2\t\\N\n')
      expect(await textOf(copyOut(query, 'csv'))).toBe('id,the name\n1,a\tb\n2,\n')
    })
  })

  it('reads more than fits into memory at once, as fast as it is taken', async () => {
    await bulk.connect(async ({ copyOut, db }) => {
      let bytes = 0
      for await (const chunk of copyOut(
        sql`select repeat('x', 999) from generate_series(1, 20000)`,
        'text',
      )) {
        bytes += chunk.length
      }
      expect(bytes).toBe(20_000_000)
      expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    })
  })

  it('takes no parameters, and throws what the database says', async () => {
    await bulk.connect(async ({ copyOut, db }) => {
      expect(() => copyOut(sql`select ${1}::integer`, 'text')).toThrow('no parameters')
      await expect(textOf(copyOut(sql`select 1 / 0`, 'text'))).rejects.toMatchObject({
        code: '22012',
      })
      await expect(textOf(copyOut(sql`select nothing`, 'text'))).rejects.toMatchObject({
        code: '42703',
      })
      expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    })
  })
})

describe('a connection', () => {
  const lock = sql<{ taken: boolean }>`select pg_try_advisory_lock(77) as taken`
  const taken = async ({ db }: BulkConnection) => (await lock.execute(db)).rows[0]?.taken

  it('is one and the same, and its locks go with it', async () => {
    await bulk.connect(async (one) => {
      expect(await taken(one)).toBe(true)
      expect(await taken(one)).toBe(true)
      expect(await bulk.connect(taken)).toBe(false)
    })
    expect(await bulk.connect(taken)).toBe(true)
  })

  it('is closed when the work fails', async () => {
    const failed = bulk.connect(async (one) => {
      await taken(one)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await bulk.connect(taken)).toBe(true)
  })

  it('reads values as the whole system does', async () => {
    const { rows } = await bulk.connect(({ db }) =>
      sql`select 9007199254740991 as big, date '2021-03-04' as day`.execute(db),
    )
    expect(rows).toEqual([{ big: 9_007_199_254_740_991, day: '2021-03-04' }])
  })

  it('that is lost fails the work, not the process', async () => {
    const lost = bulk.connect(async ({ db }) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
      await sql`select pg_terminate_backend(${rows[0]?.pid}::integer)`.execute(database.db)
      await sql`select pg_sleep(5)`.execute(db)
    })
    await expect(lost).rejects.toThrow()
  })
})
