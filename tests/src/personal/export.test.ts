import type { Ctx } from '@loadout/core'
import { POSSESSIONS } from '@loadout/core/accounts'
import { exportAccount } from '@loadout/core/personal'
import { createPost, postsContract } from '@loadout/core/posts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asUser } from '../support/people.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

type Items = Awaited<ReturnType<typeof exportAccount>>['items']

async function everything(by: Ctx, limit: number): Promise<Items> {
  const items: Items = []
  let cursor: string | undefined
  do {
    const page = await exportAccount(by, { limit, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

const write = (by: Ctx, content: string) =>
  createPost(by, postsContract.createPostInput.parse({ title: 'A title', content, tags: [] }))

describe('the export of an account', () => {
  it('has every row of it once, and none of anybody else', async () => {
    const [own, other] = [await asUser(ctx), await asUser(ctx)]
    for (let index = 0; index < 7; index += 1) await write(own, `mine ${index}`)
    await write(other, 'theirs')
    const items = await everything(own, 2)
    const posts = items.filter(({ table }) => table === 'post').map(({ row }) => row.content)
    expect(posts.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `mine ${index}`))
    expect(new Set(items.map(({ row }) => row.account_id))).toEqual(new Set([own.accountId]))
    expect(items).toEqual(await everything(own, 20))
  })

  it('has the address, and nothing that proves who somebody is', async () => {
    const own = await asUser(ctx)
    const text = JSON.stringify(await everything(own, 20))
    expect(text).toContain(own.email)
    expect(text).not.toMatch(/argon2|password_hash|secret|token_hash/)
  })

  it('ends a page early rather than grow beyond what an answer may be', async () => {
    const own = await asUser(ctx)
    for (let index = 0; index < 6; index += 1) await write(own, '😀'.repeat(9_000))
    const { items, nextCursor } = await exportAccount(own, { limit: 20, cursor: undefined })
    expect(JSON.stringify(items).length).toBeLessThan(500_000)
    expect(nextCursor === null).toBe(items.filter(({ table }) => table === 'post').length === 6)
    const all = await everything(own, 20)
    expect(all.filter(({ table }) => table === 'post')).toHaveLength(6)
  })

  it('takes no cursor of another account or table', async () => {
    const [own, other] = [await asUser(ctx), await asUser(ctx)]
    await write(own, 'a')
    const { nextCursor } = await exportAccount(own, { limit: 1, cursor: undefined })
    await expect(
      exportAccount(other, { limit: 1, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('reads every table that an account can have rows in', async () => {
    expect(new Set(POSSESSIONS).size).toBe(POSSESSIONS.length)
    expect(await everything(await asUser(ctx), 1)).not.toEqual([])
  })
})
