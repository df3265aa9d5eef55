import { ANONYMOUS, type Ctx } from '@loadout/core'
import { commentRevisions } from '@loadout/core/comments'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import {
  addPost,
  byAuthor,
  edit,
  get,
  list,
  remove,
  report,
  type Subject,
  say,
  setStatus,
  vote,
} from './commenting.ts'

let harness: Harness
let ctx: Ctx
let owner: Ctx & { readonly accountId: number }
let subject: Subject
/** Of the owner: what can be seen, and what waits for a moderator, is hidden, taken back or in the shadows. */
let shown: number
let unseen: readonly number[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  owner = await asGuest(ctx)
  subject = (await addPost(ctx)).subject
  shown = await say(owner, subject, 'Mine.')
  const ids: number[] = []
  for (const status of ['held', 'hidden', 'deleted', 'shadowed'] as const) {
    const id = await say(owner, subject, `Unseen ${status}.`)
    await setStatus(ctx, id, status)
    ids.push(id)
  }
  unseen = ids
})

/** The owner's comments as they stand, without what others may add to them. */
const rows = () =>
  ctx.db
    .selectFrom('comment')
    .select(['id', 'account_id', 'body', 'status', 'revision', 'edited_at', 'parent_id'])
    .where('account_id', '=', owner.accountId)
    .orderBy('id')
    .execute()

const key: Ctx['actor'] = { kind: 'api-key', keyId: '1', scopes: ['catalog:write', 'ops:write'] }
const CALLERS: Readonly<Record<string, () => Promise<Ctx>>> = {
  'another guest': () => asGuest(ctx),
  nobody: async () => ({ ...ctx, actor: ANONYMOUS }),
  'a key without the right': async () => ({ ...ctx, actor: key }),
}

/** All that could change a comment of the owner. */
const attempts = (by: Ctx): readonly (() => Promise<unknown>)[] => [
  ...[shown, ...unseen].flatMap((id) => [() => edit(by, id, 'Not mine.'), () => remove(by, id)]),
  ...unseen.flatMap((id) => [
    () => vote(by, id, 1),
    () => report(by, id),
    () => commentRevisions(by, { commentId: id, limit: 20 }),
  ]),
]

describe.each(Object.entries(CALLERS))('%s', (_, caller) => {
  it('changes no comment of the owner', async () => {
    const by = await caller()
    const before = await rows()
    for (const attempt of attempts(by)) {
      await expect(attempt()).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:FORBIDDEN|UNAUTHENTICATED|COMMENT_NOT_FOUND)$/),
      })
    }
    expect(await rows()).toEqual(before)
  })

  it('sees nothing that cannot be seen, not even its number', async () => {
    const by = await caller()
    const lists = [
      await list(by, subject, { withReplies: 5 }),
      await list(by, subject, { sort: 'top' }),
      await byAuthor(by, owner.accountId),
      await get(by, shown),
    ]
    expect(JSON.stringify(lists)).not.toContain('Unseen')
    expect(lists[0]).toMatchObject({ total: 1, items: [{ id: shown }] })
    for (const id of unseen) {
      await expect(get(by, id)).rejects.toMatchObject({ code: 'COMMENT_NOT_FOUND' })
      await expect(list(by, subject, { parentId: id })).rejects.toMatchObject({
        code: 'COMMENT_NOT_FOUND',
      })
    }
  })

  it('sees nothing of it either where something was answered', async () => {
    for (const id of unseen) await setStatus(ctx, id, 'visible')
    const answers = []
    for (const id of unseen) answers.push(await say(await asGuest(ctx), subject, 'Answer.', id))
    for (const [n, status] of (['held', 'hidden', 'deleted', 'shadowed'] as const).entries()) {
      await setStatus(ctx, unseen[n] ?? 0, status)
    }
    const by = await caller()
    const { items } = await list(by, subject)
    const found = []
    for (const id of [...unseen, ...answers]) found.push(await get(by, id))
    const seen = JSON.stringify([items, found, await byAuthor(by, owner.accountId)])
    expect(seen).not.toContain('Unseen')
    expect(items).toHaveLength(1 + unseen.length)
  })
})

describe('the owner', () => {
  it('finds all that was not taken back among the own comments, and learns of no shadow', async () => {
    const { items } = await byAuthor(owner, owner.accountId)
    expect(items.map(({ body, status }) => [body, status])).toEqual([
      ['Unseen shadowed.', 'visible'],
      ['Unseen hidden.', 'hidden'],
      ['Unseen held.', 'held'],
      ['Mine.', 'visible'],
    ])
  })
})
