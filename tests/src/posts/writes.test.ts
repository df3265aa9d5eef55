import type { Ctx } from '@loadout/core'
import { addWord, removeWord } from '@loadout/core/moderation'
import { getPost, removePost } from '@loadout/core/posts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { queue } from '../moderation/moderating.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { byAuthor, create, edit, revisions, stored, write } from './posting.ts'

let harness: Harness
let ctx: Ctx
let kim: Awaited<ReturnType<typeof asGuest>>
let alex: Awaited<ReturnType<typeof asGuest>>
beforeAll(async () => {
  harness = await createHarness()
  // What links do is tested elsewhere.
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, newAccountHours: 0 } }
})
afterAll(() => harness.close())
beforeEach(async () => {
  kim = await asGuest(ctx)
  alex = await asGuest(ctx)
})

const get = (who: Ctx, postId: number) => getPost(who, { postId })
const set = (accountId: number, column: 'muted_until' | 'shadow_banned', value: string) =>
  sql`update account set ${sql.ref(column)} = ${value} where id = ${accountId}`.execute(ctx.db)
const casesOf = async (id: number) =>
  (await queue(ctx, { kind: 'post', limit: 100 })).items.filter(({ subject }) => subject.id === id)

describe('posts.create', () => {
  it('keeps Markdown as it was written, and answers with safe HTML as well', async () => {
    const content = '**Split** <script>alert(1)</script> [x](javascript:alert(1))'
    const id = await write(kim, { title: 'Split <b>', content, tags: ['Maps', 'fps', 'maps'] })
    expect(await get(alex, id)).toEqual({
      id,
      title: 'Split <b>',
      content,
      contentHtml:
        '<p><strong>Split</strong> &lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))</p>\n',
      tags: ['fps', 'maps'],
      author: { id: kim.accountId, name: null },
      subject: null,
      likes: 0,
      dislikes: 0,
      score: 0,
      comments: 0,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      editedAt: null,
      revision: 1,
      status: 'visible',
      reactions: [],
      mine: { vote: 0, reactions: [] },
    })
  })

  it('names who has a name', async () => {
    await sql`update account set display_name = 'Hazel' where id = ${kim.accountId}`.execute(ctx.db)
    const { author } = await get(alex, await write(kim))
    expect(author).toEqual({ id: kim.accountId, name: 'Hazel' })
  })

  it('may be about something that everybody can see, for good', async () => {
    const product = { kind: 'product', id: await addProduct(ctx) }
    const id = await write(kim, { subject: product })
    expect(await get(alex, id)).toMatchObject({ subject: product })
    await edit(kim, { postId: id, title: 'Still about it', subject: undefined })
    expect((await byAuthor(alex, kim.accountId)).items).toMatchObject([{ id, subject: product }])
    const key = (await ctx.dimensions.find('agent', 'Jett')) ?? 0
    const uuid = (await ctx.dimensions.named([key])).get(key)?.id
    const jett = await write(kim, { subject: { kind: 'agent', id: 'Jett' } })
    expect(await get(alex, jett)).toMatchObject({ subject: { kind: 'agent', id: uuid } })
  })

  it('is about nothing that is not there, or that is taken down', async () => {
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const subject of [
      { kind: 'product', id: hidden },
      { kind: 'product', id: 2_000_000_000 },
      { kind: 'match', id: '5a0b1c2d-0000-4000-8000-00000000abcd' },
      { kind: 'agent', id: 'nobody' },
    ]) {
      await expect(write(kim, { subject })).rejects.toMatchObject({
        code: 'SUBJECT_NOT_FOUND',
        fields: [{ pointer: '/subject/id' }],
      })
    }
    for (const kind of ['post', 'review', 'player']) {
      await expect(async () => write(kim, { subject: { kind, id: 1 } })).rejects.toThrow(/kind/)
    }
    expect((await byAuthor(kim, kim.accountId)).items).toEqual([])
  })

  it('keeps its subject when that is taken down later', async () => {
    const productId = await addProduct(ctx)
    const subject = { kind: 'product', id: productId }
    const id = await write(kim, { subject })
    await sql`update product set status = 'hidden' where id = ${productId}`.execute(ctx.db)
    expect(await get(alex, id)).toMatchObject({ subject })
  })

  it('gives its tags the very moment of the post, by which they are listed', async () => {
    const id = await write(kim, { tags: ['fps', 'maps'] })
    const { rows } = await sql<{ same: boolean }>`
      select bool_and(post_tag.created_at = post.created_at) as same
      from post join post_tag on post_id = post.id where post.id = ${id}
    `.execute(ctx.db)
    expect(rows).toEqual([{ same: true }])
  })

  it.each([{ title: 'A casino' }, { content: 'The CASÍNO!' }, { tags: ['fps', 'casino'] }])(
    'has a moderator look first at %j',
    async (over) => {
      await addWord(ctx, { word: 'casino' })
      const { id, status } = await create(kim, over)
      expect(status).toBe('held')
      const [one] = await casesOf(id)
      expect(one).toMatchObject({
        cause: 'words',
        text: { status: 'held', productId: null, author: `guest ${kim.accountId}` },
      })
      expect(one?.text?.text.toLowerCase()).toMatch(/cas[ií]no/)
      await removeWord(ctx, { word: 'casino' })
    },
  )

  it('is not for who is muted, until that is over', async () => {
    await set(kim.accountId, 'muted_until', '2999-01-01')
    await expect(write(kim)).rejects.toMatchObject({ code: 'MUTED' })
    await set(kim.accountId, 'muted_until', '2020-01-01')
    expect((await create(kim)).status).toBe('visible')
    await set(kim.accountId, 'muted_until', 'infinity')
    await expect(write(kim)).rejects.toThrow('This account may not write any more')
  })

  it('tells who writes into the shadows nothing of it', async () => {
    await set(kim.accountId, 'shadow_banned', 'true')
    const { id, status } = await create(kim)
    expect(status).toBe('visible')
    expect((await get(kim, id)).status).toBe('visible')
    await expect(get(alex, id)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
  })

  it('needs a person', async () => {
    await expect(write(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' } }
    await expect(write(nobody)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('posts.edit', () => {
  it('changes what is given, and keeps what the post said', async () => {
    const id = await write(kim, { tags: ['fps', 'maps'] })
    expect(await edit(kim, { postId: id, title: 'Haven' })).toMatchObject({
      id,
      revision: 2,
      status: 'visible',
      heldFor: null,
    })
    expect(await edit(kim, { postId: id, tags: ['maps', 'patch'], content: 'New.' })).toMatchObject(
      { revision: 3 },
    )
    expect(await get(alex, id)).toMatchObject({
      ...{ title: 'Haven', content: 'New.', tags: ['maps', 'patch'], revision: 3 },
      editedAt: expect.stringMatching(/Z$/),
    })
    expect((await revisions(kim, id)).items).toEqual([
      {
        ...{ revision: 2, title: 'Haven', content: 'It is *back*.', tags: ['fps', 'maps'] },
        replacedAt: expect.stringMatching(/Z$/),
      },
      expect.objectContaining({ revision: 1, title: 'Split', tags: ['fps', 'maps'] }),
    ])
  })

  it('leaves a tag that stays where it was, and gives a new one the time of the post', async () => {
    const id = await write(kim, { tags: ['fps'] })
    const before = await stored(ctx, id)
    await edit(kim, { postId: id, tags: ['fps', 'maps'] })
    const { tags } = await stored(ctx, id)
    expect(tags).toEqual([before.tags[0], { ...before.tags[0], tag: 'maps' }])
  })

  it('leaves no revision when nothing changes', async () => {
    const id = await write(kim, { tags: ['fps', 'maps'] })
    const before = await stored(ctx, id)
    const same = { title: 'Split', content: 'It is *back*.', tags: ['maps', 'fps'] }
    expect(await edit(kim, { postId: id, ...same })).toMatchObject({ revision: 1 })
    expect(await stored(ctx, id)).toEqual(before)
  })

  it('refuses to overwrite what it has not seen', async () => {
    const id = await write(kim)
    await edit(kim, { postId: id, title: 'First', expectedRevision: 1 })
    const late = edit(kim, { postId: id, title: 'Second', expectedRevision: 1 })
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await get(kim, id)).toMatchObject({ title: 'First', revision: 2 })
  })

  it('lets one of two at the same time win', async () => {
    const id = await write(kim)
    const both = await Promise.allSettled(
      ['A', 'B'].map((title) => edit(kim, { postId: id, title, expectedRevision: 1 })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await stored(ctx, id)).revisions).toHaveLength(1)
  })

  it('hides new words that have to be looked at, and what was held stays so', async () => {
    await addWord(ctx, { word: 'casino' })
    const id = await write(kim)
    expect((await edit(kim, { postId: id, content: 'A casino' })).status).toBe('held')
    await expect(get(alex, id)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
    expect((await stored(ctx, id)).actions).toMatchObject([
      { status_before: 0, status_after: 1, actor: 'system:auto', by_author: false },
    ])
    expect((await edit(kim, { postId: id, content: 'Clean' })).status).toBe('held')
    expect(await casesOf(id)).toHaveLength(1)
    await removeWord(ctx, { word: 'casino' })
  })

  it('takes what an account in the shadows changes there, too', async () => {
    const id = await write(kim)
    await set(kim.accountId, 'shadow_banned', 'true')
    expect(await edit(kim, { postId: id, content: 'New' })).toMatchObject({ status: 'visible' })
    expect(await get(kim, id)).toMatchObject({ content: 'New', status: 'visible' })
    await expect(get(alex, id)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
  })

  it('is not for who is muted', async () => {
    const id = await write(kim)
    await set(kim.accountId, 'muted_until', 'infinity')
    await expect(edit(kim, { postId: id, title: 'A' })).rejects.toMatchObject({ code: 'MUTED' })
    expect((await stored(ctx, id)).post).toMatchObject({ title: 'Split', revision: 1 })
  })

  it('never makes a post', async () => {
    const count = () => sql<{ n: number }>`select count(*) as n from post`.execute(ctx.db)
    const before = (await count()).rows
    const made = edit(kim, { postId: 2_000_000_000, title: 'A', content: 'B' })
    await expect(made).rejects.toMatchObject({
      code: 'POST_NOT_FOUND',
      fields: [{ pointer: '/postId' }],
    })
    expect((await count()).rows).toEqual(before)
  })
})

describe('posts.remove', () => {
  it('takes the post out of sight for all and for good; its row stays', async () => {
    const id = await write(kim)
    expect(await removePost(kim, { postId: id })).toMatchObject({ removed: true })
    for (const who of [kim, alex]) {
      await expect(get(who, id)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' })
    }
    await expect(edit(kim, { postId: id, title: 'A' })).rejects.toMatchObject({
      code: 'POST_NOT_FOUND',
    })
    expect((await stored(ctx, id)).post).toMatchObject({ id, status: 3 })
  })

  it('changes nothing the second time', async () => {
    const id = await write(kim)
    await removePost(kim, { postId: id })
    const before = await stored(ctx, id)
    expect(await removePost(kim, { postId: id })).toMatchObject({ removed: true })
    expect(await stored(ctx, id)).toEqual(before)
  })
})

describe('posts.revisions', () => {
  async function walk(id: number, limit: number) {
    const seen: number[] = []
    let pages = 0
    let cursor: string | undefined
    do {
      const page = await revisions(kim, id, { limit, cursor })
      seen.push(...page.items.map(({ revision }) => revision))
      cursor = page.nextCursor ?? undefined
      pages += 1
    } while (cursor !== undefined)
    return { pages, seen }
  }

  it('come page by page', async () => {
    const id = await write(kim)
    for (let n = 1; n <= 5; n += 1) await edit(kim, { postId: id, title: `Title ${n}` })
    expect(await walk(id, 2)).toEqual({ pages: 3, seen: [5, 4, 3, 2, 1] })
  })

  it('of long texts are short pages that miss nothing', async () => {
    const long = (n: number) => `${n}${'😀'.repeat(9_990)}`
    const id = await write(kim, { content: long(0) })
    for (let n = 1; n <= 30; n += 1) await edit(kim, { postId: id, content: long(n) })
    const { pages, seen } = await walk(id, 100)
    expect(pages).toBeGreaterThan(1)
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n))
  })

  it('are an empty page for what was never edited', async () => {
    expect(await revisions(kim, await write(kim))).toEqual({ items: [], nextCursor: null })
  })
})
