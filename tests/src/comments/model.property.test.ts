import { type Ctx, isAppError } from '@loadout/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act as moderate } from '../moderation/moderating.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import {
  addPost,
  counters,
  drift,
  edit,
  get,
  list,
  NOTHING_OFF,
  remove,
  type Subject,
  say,
  vote,
} from './commenting.ts'
import { type Act, bodyOf, Model, type Said, type SeenComment } from './model.ts'

const PEOPLE = 3

let harness: Harness
let ctx: Ctx
let people: readonly (Ctx & { readonly accountId: number })[]
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  people = await Promise.all(Array.from({ length: PEOPLE }, () => asGuest(ctx)))
})
afterAll(() => harness.close())

const who = fc.nat(PEOPLE - 1)
const at = fc.nat(9)
const text = fc.nat(2)
const speak = fc.record({
  do: fc.constant('say' as const),
  ...{ who, text },
  // Mostly on one post: answers across posts are refused.
  post: fc.constantFrom(0, 0, 0, 0, 1),
  at: fc.option(at, { freq: 4 }),
})
const acts = fc.array(
  fc.oneof<fc.Arbitrary<Act>[]>(
    speak,
    speak,
    fc.record({ do: fc.constant('edit'), who, at, text }),
    fc.record({ do: fc.constant('remove'), who, at }),
    fc.record({ do: fc.constant('vote'), who, at, value: fc.constantFrom(-1, 0, 1) }),
    fc.record({ do: fc.constant('hide'), at }),
    fc.record({ do: fc.constant('restore'), at }),
  ),
  { minLength: 10, maxLength: 45 },
)

type Post = Subject & { readonly kind: 'post' }

/** Does it for real; returns the id of what was said, 0 when nothing is. */
async function perform(
  act: Act,
  posts: readonly Post[],
  target: Said | undefined,
): Promise<number> {
  if (act.do === 'say') {
    const post = posts[act.post]
    if (post === undefined) throw new Error('there is no such post')
    return say(people[act.who] ?? ctx, post, bodyOf(act), target?.id)
  }
  if (target === undefined) return 0
  const { id } = target
  if (act.do === 'hide' || act.do === 'restore') {
    await moderate(ctx, { kind: 'comment', id }, act.do)
    return 0
  }
  const by = people[act.who] ?? ctx
  if (act.do === 'edit') await edit(by, id, bodyOf(act))
  else if (act.do === 'vote') await vote(by, id, act.value)
  else await remove(by, id)
  return 0
}

async function play(model: Model, posts: readonly Post[], act: Act): Promise<void> {
  const refusal = model.refusal(act)
  const done = perform(act, posts, model.target(act))
  if (refusal === null) {
    model.apply(act, await done)
    return
  }
  const error: unknown = await done.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(isAppError(error) ? error.code : error).toBe(refusal)
}

/** All that somebody sees of a post who opens every reply, the older first. */
async function seen(post: Post, parentId?: number): Promise<readonly SeenComment[]> {
  const { items } = await list(ctx, post, { parentId, sort: 'old', limit: 100, withReplies: 5 })
  const comments: SeenComment[] = []
  for (const item of items) {
    const replies = item.replies === 0 ? [] : await seen(post, item.id)
    expect(item.replies).toBe(replies.length)
    expect(item.firstReplies.map(({ id }) => id)).toEqual(replies.slice(0, 5).map(({ id }) => id))
    expect(item.deleted).toBe(item.body === null)
    const author = people.findIndex(({ accountId }) => accountId === item.author?.id)
    comments.push({
      ...{ id: item.id, body: item.body, author: author === -1 ? null : author },
      ...{ depth: item.depth, score: item.score, isEdited: item.editedAt !== null, replies },
    })
  }
  return comments
}

const flat = (comments: readonly SeenComment[]): readonly SeenComment[] =>
  comments.flatMap((one) => [one, ...flat(one.replies)])

describe('whatever people do', () => {
  it('is told as the rules say, refused as the rules say, and counted to the last vote', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const posts = [(await addPost(ctx)).subject, (await addPost(ctx)).subject]
        const model = new Model()
        for (const act of sequence) await play(model, posts, act)
        for (const [index, post] of posts.entries()) {
          const expected = model.seen(index)
          expect(await seen(post)).toEqual(expected)
          const { total } = await list(ctx, post)
          expect(total).toBe(model.visible(index))
          expect((await counters(ctx, post.id)).post).toBe(total)
          const deepest = flat(expected).toSorted((a, b) => b.depth - a.depth)[0]
          if (deepest === undefined) continue
          const { ancestors } = await get(ctx, deepest.id)
          expect(ancestors.map(({ depth }) => depth)).toEqual(
            Array.from({ length: deepest.depth - 1 }, (_, n) => n + 1),
          )
        }
        expect(await drift(ctx)).toEqual(NOTHING_OFF)
      }),
      { numRuns: 15, seed: 20_261_121 },
    )
  })
})
