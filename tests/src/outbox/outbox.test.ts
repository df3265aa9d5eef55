import { claimOutbox, enqueue, type OutboxEntry, outboxBacklog } from '@loadout/core/outbox'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.deleteFrom('outbox').execute()
})

const retry = (...ids: number[]) => enqueue(database.db, 'stats.retryQuarantine', { ids })

/** Publishes by remembering. */
function collect() {
  const seen: OutboxEntry[] = []
  return {
    ids: () => seen.map(({ payload }) => payload.ids),
    publish: async (entries: readonly OutboxEntry[]) => {
      seen.push(...entries)
    },
    seen,
  }
}

describe('enqueue', () => {
  it('writes what the schema made of the input, defaults included', async () => {
    await enqueue(database.db, 'ops.cleanup', { dryRun: false })
    const { seen, publish } = collect()
    await claimOutbox(database.db, 10, publish)
    expect(seen).toMatchObject([{ job: 'ops.cleanup', payload: { dryRun: false } }])
    expect(seen[0]?.createdAt).toBeInstanceOf(Date)
  })

  it.each([{ ids: [] }, { ids: [0] }, { ids: [1.5] }])(
    'refuses the input %j before anything is written',
    async (input) => {
      await expect(enqueue(database.db, 'stats.retryQuarantine', input)).rejects.toThrow('ids')
      expect(await outboxBacklog(database.db)).toBe(0)
    },
  )

  it('asks for nothing when its transaction rolls back', async () => {
    const failed = database.db.transaction().execute(async (tx) => {
      await enqueue(tx, 'stats.rollup', {})
      throw new Error('after all not')
    })
    await expect(failed).rejects.toThrow('after all not')
    expect(await outboxBacklog(database.db)).toBe(0)
  })

  it('shows nobody an entry before its transaction has committed', async () => {
    await database.db.transaction().execute(async (tx) => {
      await enqueue(tx, 'stats.rollup', {})
      expect(await claimOutbox(database.db, 10, collect().publish)).toBe(0)
    })
    expect(await claimOutbox(database.db, 10, collect().publish)).toBe(1)
  })
})

describe('claimOutbox', () => {
  it('hands over the oldest first, and no more than it is asked for', async () => {
    for (const id of [1, 2, 3, 4, 5]) await retry(id)
    const { ids, publish } = collect()
    expect(await claimOutbox(database.db, 2, publish)).toBe(2)
    expect(await claimOutbox(database.db, 2, publish)).toBe(2)
    expect(await claimOutbox(database.db, 2, publish)).toBe(1)
    expect(ids()).toEqual([[1], [2], [3], [4], [5]])
    expect(await claimOutbox(database.db, 2, publish)).toBe(0)
  })

  it('does not call publish for nothing', async () => {
    const unwanted = async () => {
      throw new Error('called without entries')
    }
    expect(await claimOutbox(database.db, 10, unwanted)).toBe(0)
  })

  it('keeps every entry when publishing fails, in their order', async () => {
    await retry(1)
    await retry(2)
    const failing = claimOutbox(database.db, 10, async () => {
      throw new Error('Redis is away')
    })
    await expect(failing).rejects.toThrow('Redis is away')
    const { ids, publish } = collect()
    expect(await claimOutbox(database.db, 10, publish)).toBe(2)
    expect(ids()).toEqual([[1], [2]])
  })

  it('gives an entry its id again when it is published a second time', async () => {
    await retry(1)
    const first = collect()
    const failing = claimOutbox(database.db, 10, async (entries) => {
      await first.publish(entries)
      throw new Error('the answer got lost')
    })
    await expect(failing).rejects.toThrow('the answer got lost')
    const second = collect()
    await claimOutbox(database.db, 10, second.publish)
    expect(second.seen).toEqual(first.seen)
  })

  it('gives several callers at once different entries, and each entry once', async () => {
    for (let id = 1; id <= 40; id += 1) await retry(id)
    const { ids, publish } = collect()
    const lane = async () => {
      while ((await claimOutbox(database.db, 3, publish)) > 0);
    }
    await Promise.all([lane(), lane(), lane()])
    expect(ids().flat().sort(numerically)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(await outboxBacklog(database.db)).toBe(0)
  })

  it('does not wait for entries that somebody else is publishing', async () => {
    await retry(1)
    await retry(2)
    const other = collect()
    await claimOutbox(database.db, 1, async () => {
      expect(await claimOutbox(database.db, 10, other.publish)).toBe(1)
    })
    expect(other.ids()).toEqual([[2]])
  })
})

describe('outboxBacklog', () => {
  it('counts what waits, up to its limit', async () => {
    expect(await outboxBacklog(database.db)).toBe(0)
    for (const id of [1, 2, 3]) await retry(id)
    expect(await outboxBacklog(database.db)).toBe(3)
    expect(await outboxBacklog(database.db, 2)).toBe(2)
  })
})

function numerically(a: unknown, b: unknown): number {
  return Number(a) - Number(b)
}
