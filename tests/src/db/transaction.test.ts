import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
// The kernel of core, which domains use; no package outside may.
import { readSnapshot, transact } from '../../../packages/core/src/db/transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table tally (id int primary key, n int not null)`.execute(database.db)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`truncate tally`.execute(database.db)
  await sql`insert into tally values (1, 0), (2, 0)`.execute(database.db)
})

type Tx = Parameters<Parameters<typeof transact>[1]>[0]

const add = (tx: Tx, id: number) => sql`update tally set n = n + 1 where id = ${id}`.execute(tx)

async function tally(db: Tx | TestDatabase['db'] = database.db): Promise<readonly number[]> {
  const { rows } = await sql<{ n: number }>`select n from tally order by id`.execute(db)
  return rows.map(({ n }) => n)
}

/** Resolves for all once so many have come; whoever comes later passes. */
function barrier(parties: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let arrived = 0
  return () => {
    arrived += 1
    if (arrived >= parties) resolve()
    return promise
  }
}

describe('transact', () => {
  it('gives what its work gives, and commits', async () => {
    const result = await transact(database.db, async (tx) => {
      await add(tx, 1)
      return 'done'
    })
    expect(result).toBe('done')
    expect(await tally()).toEqual([1, 0])
  })

  it('undoes everything when its work throws, and does not try again', async () => {
    let runs = 0
    const failing = transact(database.db, async (tx) => {
      runs += 1
      await add(tx, 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(runs).toBe(1)
    expect(await tally()).toEqual([0, 0])
  })

  it('runs the victim of a deadlock again: both come through, each once', async () => {
    const bothHoldTheirFirst = barrier(2)
    let runs = 0
    const cross = (first: number, second: number) =>
      transact(database.db, async (tx) => {
        runs += 1
        await add(tx, first)
        await bothHoldTheirFirst()
        await add(tx, second)
      })
    await Promise.all([cross(1, 2), cross(2, 1)])
    expect(runs).toBe(3)
    expect(await tally()).toEqual([2, 2])
  })

  it('runs again when its snapshot was overtaken by another commit', async () => {
    let runs = 0
    await transact(database.db, async (tx) => {
      runs += 1
      await sql`set transaction isolation level repeatable read`.execute(tx)
      await tally(tx)
      if (runs === 1) await sql`update tally set n = 10 where id = 1`.execute(database.db)
      await add(tx, 1)
    })
    expect(runs).toBe(2)
    expect(await tally()).toEqual([11, 0])
  })

  it.each(['40P01', '40001'])('gives up on %s after four attempts', async (code) => {
    let runs = 0
    const conflict = transact(database.db, async () => {
      runs += 1
      throw Object.assign(new Error('conflict'), { code })
    })
    await expect(conflict).rejects.toMatchObject({ code })
    expect(runs).toBe(4)
  })

  it('does not repeat an error of the data, which would only come again', async () => {
    let runs = 0
    const twice = transact(database.db, async (tx) => {
      runs += 1
      await sql`insert into tally values (1, 1)`.execute(tx)
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    expect(runs).toBe(1)
  })
})

describe('readSnapshot', () => {
  it('sees one moment, whatever commits meanwhile', async () => {
    const [before, after] = await readSnapshot(database.db, async (tx) => {
      const first = await tally(tx)
      await transact(database.db, (other) => add(other, 1))
      return [first, await tally(tx)]
    })
    expect(before).toEqual([0, 0])
    expect(after).toEqual(before)
    expect(await tally()).toEqual([1, 0])
  })

  it('cannot write by mistake', async () => {
    const writing = readSnapshot(database.db, (tx) => add(tx, 1))
    await expect(writing).rejects.toMatchObject({ code: '25006' })
    expect(await tally()).toEqual([0, 0])
  })

  it('gives its connection back when a read fails', async () => {
    for (let n = 0; n < 15; n += 1) {
      const failing = readSnapshot(database.db, (tx) => sql`select 1 / 0`.execute(tx))
      await expect(failing).rejects.toMatchObject({ code: '22012' })
    }
    expect(await tally()).toEqual([0, 0])
  })
})
