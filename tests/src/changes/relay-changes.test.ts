import {
  type Change,
  relayChanges,
  touchPost,
  touchPosts,
  touchPostsOf,
} from '@loadout/core/changes'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount, addPost } from '../feeds/feeding.ts'
import { emptyTables } from '../support/empty-tables.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
let accountId: number
let heard: Change[]
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  accountId = await addAccount(harness.ctx)
  heard = []
})
afterEach(() => emptyTables(harness.ctx.db, ['post', 'cache_change']))

const hear = async (changes: readonly Change[]) => void heard.push(...changes)
const relay = (limit = 100, apply = hear) => relayChanges(harness.ctx.db, limit, apply)
const touch = (id: number) => harness.ctx.db.transaction().execute((tx) => touchPost(tx, id))

describe('touchPost', () => {
  it('moves the version and answers with the position of the change', async () => {
    const { id, position } = await addPost(harness.ctx, { accountId })
    expect(position).toBe(`${id}.2`)
    expect(await touch(id)).toBe(`${id}.3`)
    expect(await relay()).toBe('drained')
    expect(heard).toEqual([{ kind: 'post', rowId: id, version: 3 }])
  })

  it('says nothing of what was rolled back, or is not there', async () => {
    const { id } = await addPost(harness.ctx, { accountId })
    await relay()
    heard = []
    const failed = harness.ctx.db.transaction().execute(async (tx) => {
      await touchPost(tx, id)
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await touch(2_147_483_647)).toBeNull()
    expect(await relay()).toBe('drained')
    expect(heard).toEqual([])
  })

  it('gives each of many concurrent changes a version of its own', async () => {
    const { id } = await addPost(harness.ctx, { accountId })
    const positions = await Promise.all(Array.from({ length: 20 }, () => touch(id)))
    expect(new Set(positions).size).toBe(20)
    await relay()
    expect(heard).toEqual([{ kind: 'post', rowId: id, version: 22 }])
  })

  it('takes many posts, and all of an account, without two of them waiting for each other', async () => {
    const added: number[] = []
    for (let n = 0; n < 5; n += 1) added.push((await addPost(harness.ctx, { accountId })).id)
    const other = await addPost(harness.ctx, { accountId: await addAccount(harness.ctx) })
    await relay()
    heard = []
    const { db } = harness.ctx
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        db
          .transaction()
          .execute((tx) =>
            n % 2 === 0 ? touchPosts(tx, [...added].reverse()) : touchPostsOf(tx, accountId),
          ),
      ),
    )
    await db.transaction().execute((tx) => touchPosts(tx, []))
    await relay()
    expect(heard.map(({ rowId }) => rowId).sort()).toEqual([...added].sort())
    expect(heard.every(({ version }) => version === 12)).toBe(true)
    expect(heard.some(({ rowId }) => rowId === other.id)).toBe(false)
  })
})

describe('relayChanges', () => {
  it('hands over a batch after the other, the oldest first', async () => {
    const added: number[] = []
    for (let n = 0; n < 5; n += 1) added.push((await addPost(harness.ctx, { accountId })).id)
    expect(await relay(2)).toBe('more')
    expect(heard.map(({ rowId }) => rowId).sort()).toEqual(added.slice(0, 2).sort())
    expect(await relay(2)).toBe('more')
    expect(await relay(2)).toBe('drained')
    expect(heard).toHaveLength(5)
  })

  it('keeps what could not be applied', async () => {
    await addPost(harness.ctx, { accountId })
    const failing = () => Promise.reject(new Error('Redis is away'))
    await expect(relay(100, failing)).rejects.toThrow('Redis is away')
    expect(await relay()).toBe('drained')
    expect(heard).toHaveLength(1)
  })

  it('is done by one relay at a time', async () => {
    await addPost(harness.ctx, { accountId })
    let second: unknown
    await relay(100, async (changes) => {
      second = await relay()
      await hear(changes)
    })
    expect(second).toBe('busy')
    expect(heard).toHaveLength(1)
  })
})
