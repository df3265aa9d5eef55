import { listFollowed } from '@loadout/core/feeds'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { block, follow } from '../social/socialising.ts'
import { openExplained, touched, wholeTables } from '../support/explained.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { addProduct } from '../support/store.ts'
import { addPost, changePost, ids } from './feeding.ts'

let harness: Harness
let reader: Person
let author: Person
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  reader = await asPerson(harness.ctx)
  author = await asPerson(harness.ctx)
})

const followAuthor = (who: Person) => follow(reader, { kind: 'account', id: who.accountId })
/** Of the author, unless it says otherwise. */
const post = async (over: Partial<Parameters<typeof addPost>[1]> = {}) =>
  (await addPost(harness.ctx, { accountId: author.accountId, ...over })).id
const read = (over: object = {}) => listFollowed(reader, { limit: 100, ...over })

async function readAll(limit: number): Promise<number[]> {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await read({ limit, cursor })
    seen.push(...ids(page.items))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return seen
}

describe('feed.followed', () => {
  it('shows posts of people, with tags and about products that one follows, each once, the newest first', async () => {
    const stranger = await asPerson(harness.ctx)
    const about = await addProduct(harness.ctx)
    await followAuthor(author)
    await follow(reader, { kind: 'tag', id: 'aim' })
    await follow(reader, { kind: 'product', id: about })
    const { accountId } = stranger
    const byAuthor = await post()
    await post({ accountId })
    const tagged = await post({ accountId, tags: ['aim', 'maps'] })
    const aboutIt = await post({ accountId, about })
    const everything = await post({ tags: ['aim'], about })
    const expected = [everything, aboutIt, tagged, byAuthor]
    expect((await read()).items.map(({ id }) => id)).toEqual(expected)
    for (const limit of [1, 2, 3]) expect(await readAll(limit)).toEqual(expected)
  })

  it('is empty for who follows nobody, or whom nobody followed wrote anything', async () => {
    await post()
    expect(await read()).toEqual({ items: [], nextCursor: null })
    await followAuthor(await asPerson(harness.ctx))
    expect(await read()).toEqual({ items: [], nextCursor: null })
  })

  it('repeats and skips nothing while others write, also within one moment', async () => {
    const createdAt = '2026-03-01T12:00:00.123456Z'
    const other = await asPerson(harness.ctx)
    await followAuthor(author)
    await followAuthor(other)
    const written: number[] = []
    for (let n = 0; n < 9; n += 1) {
      const { accountId } = n % 2 === 0 ? author : other
      written.push(await post({ accountId, createdAt }))
    }
    const first = await read({ limit: 4 })
    await post()
    const second = await read({ limit: 4, cursor: first.nextCursor ?? undefined })
    await changePost(harness.ctx, written[0] ?? 0, { title: 'Edited meanwhile' })
    const third = await read({ limit: 4, cursor: second.nextCursor ?? undefined })
    const seen = [first, second, third].flatMap(({ items }) => ids(items))
    expect(seen).toEqual([...written].reverse())
    expect(third.nextCursor).toBeNull()
  })

  it('shows nothing that is held, hidden, deleted or shadowed', async () => {
    await followAuthor(author)
    for (const status of [1, 2, 3, 4]) await post({ status })
    expect((await read()).items).toEqual([])
  })

  it.each(['mute', 'block'] as const)('shows nothing of who is kept away by a %s', async (kind) => {
    await followAuthor(author)
    await follow(reader, { kind: 'tag', id: `loud-${kind}` })
    const shown = await post()
    const other = await asPerson(harness.ctx)
    for (let n = 0; n < 5; n += 1)
      await post({ accountId: other.accountId, tags: [`loud-${kind}`] })
    await block(reader, other.accountId, kind)
    expect(await readAll(1)).toEqual([shown])
    await block(reader, author.accountId, kind)
    expect(await readAll(1)).toEqual([])
  })

  it('follows at once, and stops at once', async () => {
    const id = await post()
    await followAuthor(author)
    expect(ids((await read()).items)).toEqual([id])
    await follow(reader, { kind: 'account', id: author.accountId }, false)
    expect((await read()).items).toEqual([])
  })

  it('takes no cursor of another reader, nor one that was made up', async () => {
    await followAuthor(author)
    await post()
    await post()
    const { nextCursor: cursor } = await read({ limit: 1 })
    const other = await asPerson(harness.ctx)
    for (const bad of [cursor, 'x', `${cursor}x`]) {
      const page = { limit: 1, cursor: bad ?? undefined }
      const who = bad === cursor ? other : reader
      await expect(listFollowed(who, page)).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
  })

  it('reads as much as the page and the follows are long, however many posts there are', async () => {
    const { db, config } = harness.infra
    const { accountId } = author
    await sql`
      insert into post (account_id, title, content, created_at)
      select ${accountId}, 'T', 'words', timestamptz '2020-01-01' + n * interval '1 minute'
      from generate_series(1, 3000) as n
    `.execute(db)
    await sql`
      insert into post_tag (tag, post_id, created_at)
      select 'many', id, created_at from post where account_id = ${accountId}
    `.execute(db)
    await sql`vacuum (analyze) post, post_tag, follow, account`.execute(db)
    await followAuthor(author)
    await follow(reader, { kind: 'tag', id: 'many' })
    const explained = openExplained(config.DATABASE_URL)
    const page = (cursor?: string) => () =>
      listFollowed({ ...reader, db: explained.db }, { limit: 20, cursor })
    const first = await explained.genericRunsOf(page())
    expect(explained.statements()).toBe(1)
    // Rows that steps of the plan hand on: two lists of 21, and each of 20 cards with its author and tags.
    expect(touched(first)).toBeLessThan(40 * 20)
    const far = (await read({ limit: 100 })).nextCursor ?? undefined
    const deep = await explained.genericRunsOf(page(far))
    expect(touched(deep)).toBeLessThanOrEqual(touched(first) + 5)
    for (const plan of [first, deep]) {
      expect(wholeTables(plan).filter((name) => name?.startsWith('post'))).toEqual([])
    }
    await explained.close()
  })

  it('is for people who have signed in', async () => {
    const guest = { ...reader, actor: { kind: 'account', accountId: 1, role: 'guest' } as const }
    await expect(listFollowed(guest, { limit: 1 })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })
})
