import type { Ctx } from '@loadout/core'
import { commentsContract as contract } from '@loadout/core/comments'
import { erasePlayer, setConsent } from '@loadout/core/players'
import type { subjectsContract } from '@loadout/core/subjects'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reviewBySomebody } from '../reviews/reviewing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { oneSimulated, texts } from '../support/simulated.ts'
import { addProduct, asGuest } from '../support/store.ts'
import {
  addPost,
  byAuthor,
  counters,
  get,
  list,
  report,
  type Subject,
  say,
  signedUp,
  vote,
} from './commenting.ts'

const document = oneSimulated('comments')
const matchId = document.matchInfo.matchId
const player = document.players[0]
const puuid = player?.puuid ?? ''

let harness: Harness
let ctx: Ctx
/** The same where players are shown only if they agree. */
let strict: Ctx
let author: Ctx & { readonly accountId: number }
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, playerPages: 'open' }
  await harness.ingest(texts([document]))
})
afterAll(() => harness.close())
beforeEach(async () => {
  author = await asGuest(ctx)
  strict = { ...author, playerPages: 'consented' }
})

/** One thing of each kind that can be commented on. */
const SUBJECTS: Readonly<Record<subjectsContract.TypedKind, () => Promise<Subject>>> = {
  post: async () => (await addPost(ctx)).subject,
  product: async () => ({ kind: 'product', id: await addProduct(ctx) }),
  review: async () => {
    const { id } = await reviewBySomebody(ctx, await addProduct(ctx))
    return { kind: 'review', id }
  },
  match: async () => ({ kind: 'match', id: matchId }),
  player: async () => ({ kind: 'player', id: puuid }),
  agent: async () => ({ kind: 'agent', id: await agentId('Jett') }),
}

async function agentId(name: string): Promise<string> {
  const key = (await ctx.dimensions.find('agent', name)) ?? 0
  return (await ctx.dimensions.named([key])).get(key)?.id ?? ''
}

describe.each(Object.entries(SUBJECTS))('a %s', (kind, make) => {
  it('is commented on, and each comment knows it by the id it is asked for with', async () => {
    const subject = await make()
    const before = (await list(ctx, subject)).total
    const id = await say(author, subject, `About a ${kind}.`)
    const { items, total } = await list(ctx, subject, { limit: 1 })
    expect(items).toMatchObject([{ id, body: `About a ${kind}.`, author: { name: null } }])
    expect(total).toBe(before + 1)
    expect((await get(ctx, id)).subject).toEqual(subject)
    expect((await byAuthor(ctx, author.accountId)).items).toMatchObject([{ id, subject }])
  })
})

const NOWHERE: readonly Subject[] = [
  { kind: 'post', id: 2_147_483_647 },
  { kind: 'product', id: 2_147_483_647 },
  { kind: 'review', id: 2_147_483_647 },
  { kind: 'match', id: '5a0b1c2d-0000-4000-8000-000000000001' },
  { kind: 'player', id: 'nobody-at-all' },
  { kind: 'player', id: 'Nobody#0000' },
  { kind: 'player', id: '😀#' },
  { kind: 'agent', id: 'nobody' },
]

describe.each(NOWHERE)('%j', (subject) => {
  it('is not there to be written about or to be read about', async () => {
    const missing = { code: 'SUBJECT_NOT_FOUND', fields: [{ pointer: '/subject/id' }] }
    await expect(say(author, subject, 'x')).rejects.toMatchObject(missing)
    await expect(list(ctx, subject)).rejects.toMatchObject(missing)
  })
})

describe('the name of a subject', () => {
  it('of a player may be the name and tag, of an agent its name: they are the same threads', async () => {
    const name = `${player?.gameName}#${player?.tagLine}`
    const id = await say(author, { kind: 'player', id: name.toUpperCase() }, 'By name.')
    expect((await get(ctx, id)).subject).toEqual({ kind: 'player', id: puuid })
    const jett = await say(author, { kind: 'agent', id: 'jett' }, 'By name.')
    const { items } = await list(ctx, { kind: 'agent', id: await agentId('Jett') }, { limit: 1 })
    expect(items).toMatchObject([{ id: jett }])
  })

  it.each([
    { kind: 'post', id: '1' },
    { kind: 'post', id: 0 },
    { kind: 'match', id: 'none' },
    { kind: 'player', id: 'a\u0000b' },
    { kind: 'question', id: 1 },
    { kind: 'agent', id: '' },
  ])('is refused when it cannot be one: %j', (subject) => {
    const parsed = contract.commentListInput.safeParse({ subject })
    expect(parsed.error?.issues[0]?.path[0]).toBe('subject')
  })

  it('of an agent has to be one of the game, not just of a document', async () => {
    await ctx.dimensions.keys('agent', ['invented-by-a-document'])
    const subject = { kind: 'agent', id: 'invented-by-a-document' } as const
    await expect(list(ctx, subject)).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
  })
})

describe('a player who has not agreed to be shown', () => {
  const subject = { kind: 'player', id: puuid } as const
  const isPrivate = { code: 'PLAYER_PRIVATE' }

  it('is not commented on where that is needed, and nothing said before is read', async () => {
    const id = await say(author, subject, 'Said in the open.')
    await expect(say(strict, subject, 'x')).rejects.toMatchObject(isPrivate)
    await expect(list(strict, subject)).rejects.toMatchObject(isPrivate)
    await expect(get(strict, id)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    expect((await byAuthor(strict, author.accountId)).items).toEqual([])
    const other = { ...(await asGuest(ctx)), playerPages: 'consented' } as const
    await expect(vote(other, id, 1)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    await expect(report(other, id)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    await setConsent(ctx, { player: puuid, consented: true })
    expect((await get(strict, id)).comment.body).toBe('Said in the open.')
    await say(strict, subject, 'Agreed.')
    await setConsent(ctx, { player: puuid, consented: false })
    await expect(list(strict, subject)).rejects.toMatchObject(isPrivate)
  })
})

describe('a player who is erased', () => {
  it('leaves nothing among the comments that says who it was', async () => {
    const other = document.players[1]?.puuid ?? ''
    const id = await say(author, { kind: 'player', id: other }, 'Gone soon.')
    await erasePlayer(ctx, { player: other })
    await expect(get(ctx, id)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    await expect(list(ctx, { kind: 'player', id: other })).rejects.toMatchObject({
      code: 'SUBJECT_NOT_FOUND',
    })
    const { rows } = await sql<{ row: string }>`
      select thread::text as row from comment_thread as thread
    `.execute(ctx.db)
    expect(JSON.stringify(rows)).not.toContain(other)
  })
})

describe('what is hidden in the store', () => {
  it('takes its comments with it, and brings them back', async () => {
    const productId = await addProduct(ctx)
    const { id: reviewId } = await reviewBySomebody(ctx, productId)
    const subjects: readonly Subject[] = [
      { kind: 'product', id: productId },
      { kind: 'review', id: reviewId },
    ]
    const ids = await Promise.all(subjects.map((subject) => say(author, subject, 'x')))
    await sql`update product set status = 'hidden' where id = ${productId}`.execute(ctx.db)
    for (const [index, subject] of subjects.entries()) {
      const missing = { code: 'SUBJECT_NOT_FOUND' }
      await expect(list(author, subject)).rejects.toMatchObject(missing)
      await expect(get(author, ids[index] ?? 0)).rejects.toMatchObject({
        code: 'COMMENT_NOT_FOUND',
      })
    }
    expect((await byAuthor(author, author.accountId)).items).toEqual([])
    await sql`update product set status = 'active' where id = ${productId}`.execute(ctx.db)
    expect((await byAuthor(ctx, author.accountId)).items).toHaveLength(2)
  })
})

describe('a post', () => {
  const setPost = (id: number, status: number) =>
    sql`update post set status = ${status} where id = ${id}`.execute(ctx.db)

  it.each([2, 3])(
    'with status %i takes no comments; its author and moderators see old ones',
    async (status) => {
      const { id, author: owner, subject } = await addPost(ctx)
      const commentId = await say(author, subject, 'Before.')
      const moderator = await signedUp(await asGuest(ctx), `Mod ${id}`, 'moderator')
      await setPost(id, status)
      for (const by of [author, owner, moderator]) {
        await expect(say(by, subject, 'After.')).rejects.toMatchObject({ code: 'COMMENTS_CLOSED' })
        await expect(say(by, subject, 'After.', commentId)).rejects.toMatchObject({
          code: 'COMMENTS_CLOSED',
        })
      }
      for (const by of [owner, moderator]) {
        expect((await list(by, subject)).items).toMatchObject([{ id: commentId, body: 'Before.' }])
        expect((await get(by, commentId)).comment.body).toBe('Before.')
      }
      await expect(list(author, subject)).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
      await expect(get(author, commentId)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
      await setPost(id, 0)
      await say(author, subject, 'Again.')
      expect((await counters(ctx, id)).post).toBe(2)
    },
  )

  it('that waits for a moderator is not there for others', async () => {
    const { author: owner, subject } = await addPost(ctx, 1)
    await expect(say(author, subject, 'x')).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
    await expect(say(owner, subject, 'x')).rejects.toMatchObject({ code: 'COMMENTS_CLOSED' })
    expect((await list(owner, subject)).items).toEqual([])
  })

  it('in the shadows is for its author as any other', async () => {
    const { author: owner, subject } = await addPost(ctx, 4)
    const id = await say(owner, subject, 'Alone.')
    expect((await list(owner, subject)).items).toMatchObject([{ id }])
    await expect(list(author, subject)).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
    await expect(say(author, subject, 'x')).rejects.toMatchObject({ code: 'SUBJECT_NOT_FOUND' })
  })

  it('that is taken down while somebody writes takes that comment no more', async () => {
    const { id, subject } = await addPost(ctx)
    await say(author, subject, 'Before.')
    await ctx.db
      .transaction()
      .execute(async (tx) => {
        await sql`update post set status = 2 where id = ${id}`.execute(tx)
        // Sees the post as it was and waits for its counter.
        const late = say(author, subject, 'Too late.').catch((error: unknown) => error)
        await waitsFor(ctx, 'update post set likes')
        return { late }
      })
      .then(async ({ late }) => {
        expect(await late).toMatchObject({ code: 'COMMENTS_CLOSED' })
      })
    expect(await counters(ctx, id)).toMatchObject({ post: 1, thread: 1 })
  })
})

/** Returns once a statement with these words waits for a lock. */
async function waitsFor({ db }: Ctx, words: string): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${words}%`}
    `.execute(db)
    if (rows.length > 0) return
  }
}
