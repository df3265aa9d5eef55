import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { byAuthor, revisions, write } from './posting.ts'

let harness: Harness
let ctx: Ctx
let kim: Awaited<ReturnType<typeof asGuest>>
let alex: Awaited<ReturnType<typeof asGuest>>
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  alex = await asGuest(ctx)
})
afterAll(() => harness.close())
beforeEach(async () => {
  kim = await asGuest(ctx)
})

/** All pages of a list, so many a page. */
async function walk(who: Ctx, accountId: number, limit: number, between = async () => {}) {
  const ids: number[] = []
  let cursor: string | undefined
  do {
    const page = await byAuthor(who, accountId, { limit, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    await between()
  } while (cursor !== undefined)
  return ids
}

/** So many posts of Kim, latest first. */
async function posts(count: number): Promise<readonly number[]> {
  const ids: number[] = []
  for (let n = 0; n < count; n += 1) ids.unshift(await write(kim, { title: `Post ${n}` }))
  return ids
}

describe('posts.byAuthor', () => {
  it('shows each post as a card', async () => {
    const id = await write(kim, { content: `# ${'😀'.repeat(400)}`, tags: ['maps'] })
    expect((await byAuthor(alex, kim.accountId)).items).toEqual([
      {
        id,
        title: 'Split',
        excerpt: `# ${'😀'.repeat(278)}`,
        tags: ['maps'],
        author: { id: kim.accountId, name: null },
        subject: null,
        likes: 0,
        dislikes: 0,
        score: 0,
        comments: 0,
        createdAt: expect.stringMatching(/Z$/),
        editedAt: null,
        status: 'visible',
      },
    ])
  })

  it('is an empty page for who has written nothing, or is nobody', async () => {
    for (const accountId of [kim.accountId, 2_147_483_647]) {
      expect(await byAuthor(alex, accountId)).toEqual({ items: [], nextCursor: null })
    }
    expect(await revisions(kim, await write(kim))).toEqual({ items: [], nextCursor: null })
  })

  it('goes through all pages without a repetition, whatever their size', async () => {
    const ids = await posts(7)
    for (const limit of [1, 2, 3, 7, 8]) expect(await walk(alex, kim.accountId, limit)).toEqual(ids)
  })

  it('goes through more than a page of posts of the same moment, and of those beside it', async () => {
    const ids = await posts(9)
    // Three in one microsecond, three one later, three in one millisecond with them.
    await sql`
      update post set created_at = timestamptz '2026-01-01' + (id % 3) * interval '1 microsecond'
      where account_id = ${kim.accountId}
    `.execute(ctx.db)
    const expected = ids.toSorted((a, b) => (b % 3) - (a % 3) || b - a)
    for (const limit of [1, 2, 4]) {
      expect(await walk(alex, kim.accountId, limit)).toEqual(expected)
    }
  })

  it('neither repeats nor skips while others are written', async () => {
    const ids = await posts(6)
    const seen = await walk(alex, kim.accountId, 2, async () => {
      await write(kim)
    })
    expect(seen).toEqual(ids)
  })

  it.each([
    ['another account', () => [alex, alex.accountId] as const],
    ['the list as its author sees it', () => [kim, kim.accountId] as const],
  ])('does not take its cursor for %s', async (_, of) => {
    await posts(2)
    const { nextCursor } = await byAuthor(alex, kim.accountId, { limit: 1 })
    const [who, accountId] = of()
    await expect(byAuthor(who, accountId, { cursor: nextCursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })

  it('refuses altered cursors, and answers every other one', async () => {
    await posts(2)
    const { nextCursor } = await byAuthor(alex, kim.accountId, { limit: 1 })
    const parts = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString())
    const forged = (...key: unknown[]) =>
      Buffer.from(JSON.stringify([parts[0], ...key])).toString('base64url')
    for (const cursor of [
      ...['x', '!', forged(), forged(1), forged(1, 0), forged('1', 1), forged(1, 2 ** 31)],
      ...[forged(null, 1), forged(2 ** 53, 1), forged(1.5, 1), forged(1, 1, 1)],
    ]) {
      await expect(byAuthor(alex, kim.accountId, { cursor })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      })
    }
    for (const time of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0, -1]) {
      const page = await byAuthor(alex, kim.accountId, { cursor: forged(time, 1) })
      expect(page.items).toHaveLength(time === Number.MAX_SAFE_INTEGER ? 2 : 0)
    }
  })
})
