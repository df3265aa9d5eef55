import { silentLog } from '@loadout/core'
import { AGENTS } from '@loadout/core/content'
import { createDimensions } from '@loadout/core/stats'
import { createPostgres } from '@loadout/infra'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** What another process would have: nothing remembered. */
const fresh = () => createDimensions(database.db)

const stored = (id: string) =>
  database.db.selectFrom('dimension').selectAll().where('id', '=', id).execute()

describe('keys', () => {
  it('gives ids of the content the keys they have', async () => {
    const ids = AGENTS.map(({ id }) => id)
    const keys = await fresh().keys('agent', ids)
    for (const id of ids) {
      expect(await stored(id)).toMatchObject([{ key: keys.get(id), known: true }])
    }
  })

  it('makes one for an id nobody knows, under the id as its name', async () => {
    const key = (await fresh().keys('agent', ['newcomer'])).get('newcomer')
    expect(await stored('newcomer')).toEqual([
      { key, kind: 'agent', id: 'newcomer', name: 'newcomer', known: false },
    ])
    expect((await fresh().keys('agent', ['newcomer'])).get('newcomer')).toBe(key)
  })

  it('gives 0 for what a document does not say', async () => {
    expect((await fresh().keys('region', [null])).get(null)).toBe(0)
  })

  it('keeps kinds apart, also where their ids are the same', async () => {
    const dimensions = fresh()
    const region = (await dimensions.keys('region', ['same'])).get('same')
    const queue = (await dimensions.keys('queue', ['same'])).get('same')
    expect(region).not.toBe(queue)
  })

  it('makes an id that is named several times once', async () => {
    const keys = await fresh().keys('map', ['twice', 'twice', null, 'twice'])
    expect(keys.get('twice')).toBeGreaterThan(0)
    expect(await stored('twice')).toHaveLength(1)
  })

  it('gives processes that meet the same ids at once the same keys', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `race-${index}`)
    const all = await Promise.all(
      [ids, ids.toReversed(), ids, ids.toReversed()].map((some) => fresh().keys('map', some)),
    )
    const [first, ...others] = all.map((keys) => ids.map((id) => keys.get(id)))
    expect(new Set(first).size).toBe(ids.length)
    for (const other of others) expect(other).toEqual(first)
  })

  it('gives no key to invented ids beyond a number, so that they cannot fill the roll-ups', async () => {
    await sql`
      insert into dimension (kind, id, name) select 'act', 'invented-' || n, '' from generate_series(1, 1999) as n
    `.execute(database.db)
    const keys = await fresh().keys('act', ['one more', 'one too many', 'invented-7'])
    expect(keys.get('one more')).toBeGreaterThan(0)
    expect(keys.get('one too many')).toBe(0)
    expect(keys.get('invented-7')).toBeGreaterThan(0)
  })

  it('asks the database once for an id: keys never change', async () => {
    const db = createPostgres({ url: database.url, poolSize: 1, profile: 'cli', log: silentLog })
    const dimensions = createDimensions(db)
    const key = (await dimensions.keys('region', ['kept'])).get('kept')
    await db.destroy()
    expect((await dimensions.keys('region', ['kept', null])).get('kept')).toBe(key)
    await expect(dimensions.keys('region', ['not kept'])).rejects.toThrow()
  })

  it('does not use up keys for ids that are there', async () => {
    const before = await fresh().keys('region', ['steady'])
    for (let n = 0; n < 20; n += 1) await fresh().keys('region', ['steady'])
    const after = await fresh().keys('region', ['next'])
    expect(Number(after.get('next')) - Number(before.get('steady'))).toBe(1)
  })
})

describe('find', () => {
  const jett = AGENTS.find(({ name }) => name === 'Jett')

  it('takes an id, or a name in any case', async () => {
    const byId = await fresh().find('agent', jett?.id ?? '')
    expect(byId).not.toBeNull()
    for (const name of ['Jett', 'jett', 'JETT']) {
      expect(await fresh().find('agent', name)).toBe(byId)
    }
  })

  it.each(['', 'j%', '_ett', "jett' or true --", 'atlantis'])(
    'finds nothing for %j',
    async (text) => {
      expect(await fresh().find('agent', text)).toBeNull()
    },
  )

  it('does not find an agent where a map is asked for', async () => {
    expect(await fresh().find('map', 'Jett')).toBeNull()
  })

  it('prefers what the content names to an id that a document brought before it', async () => {
    await fresh().keys('map', ['zenith'])
    const known = await database.db
      .insertInto('dimension')
      .values({ kind: 'map', id: 'the real id', name: 'Zenith', known: true })
      .returning('key')
      .executeTakeFirstOrThrow()
    expect(await fresh().find('map', 'zenith')).toBe(known.key)
  })
})

describe('named', () => {
  it('learns of keys that another process made', async () => {
    const dimensions = fresh()
    await dimensions.named([1])
    const key = (await fresh().keys('region', ['later'])).get('later') ?? -1
    expect((await dimensions.named([key])).get(key)).toMatchObject({ id: 'later', kind: 'region' })
  })

  it('needs no database for keys it has, nor for "not said"', async () => {
    const db = createPostgres({ url: database.url, poolSize: 1, profile: 'cli', log: silentLog })
    const dimensions = createDimensions(db)
    expect((await dimensions.named([0])).has(0)).toBe(false)
    const before = await dimensions.named([1])
    await db.destroy()
    expect(await dimensions.named([1, 0])).toBe(before)
  })

  it('shows a new name only after clear()', async () => {
    const dimensions = fresh()
    const key = (await dimensions.keys('region', ['renamed'])).get('renamed') ?? -1
    await dimensions.named([key])
    await database.db
      .updateTable('dimension')
      .set({ name: 'Renamed' })
      .where('key', '=', key)
      .execute()
    expect((await dimensions.named([key])).get(key)?.name).toBe('renamed')
    dimensions.clear()
    expect((await dimensions.named([key])).get(key)?.name).toBe('Renamed')
  })
})
