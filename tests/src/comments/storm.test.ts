import { type Ctx, isAppError } from '@loadout/core'
import { recountComments } from '@loadout/core/comments'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { act } from '../moderation/moderating.ts'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { openWatched } from '../support/watched.ts'
import {
  addPost,
  drift,
  edit,
  list,
  NOTHING_OFF,
  remove,
  report,
  say,
  setStatus,
  vote,
} from './commenting.ts'

const OPERATIONS = isStress() ? 10_000 : 300
const PEOPLE = 8
const POSTS = 2

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let people: readonly Ctx[]
let posts: readonly { readonly kind: 'post'; readonly id: number }[]
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
  people = await Promise.all(Array.from({ length: PEOPLE }, () => asGuest(ctx)))
  posts = await Promise.all(Array.from({ length: POSTS }, async () => (await addPost(ctx)).subject))
})
afterAll(async () => {
  await watched?.close()
  await harness?.close()
})

/** The same numbers every time. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** What may be refused in a crowd: the other one was faster, or it is one's own. */
const EXPECTED = new Set([
  'COMMENT_NOT_FOUND',
  'COMMENTS_CLOSED',
  'TOO_DEEP',
  'OWN_CONTENT',
  'CONFLICT',
])

interface Known {
  readonly id: number
  readonly post: number
}

/** What is done to a comment, and how often among a hundred. */
const ACTS: readonly (readonly [
  times: number,
  act: (by: Ctx, id: number, n: number) => unknown,
])[] = [
  [14, (by, id) => remove(by, id)],
  [6, (by, id, n) => edit(by, id, `Edited ${n}.`)],
  [8, (by, id) => vote(by, id, 1)],
  [6, (by, id) => vote(by, id, -1)],
  [6, (by, id) => vote(by, id, 0)],
  [4, (by, id) => report(by, id)],
  [8, (_, id) => act(ctx, { kind: 'comment', id }, 'hide')],
  [9, (_, id) => act(ctx, { kind: 'comment', id }, 'restore')],
  [3, () => recountComments(ctx, { from: 1, to: 1_000, dryRun: false })],
]
const TURNS = ACTS.flatMap(([times, one]) => Array.from({ length: times }, () => one))

/** Writes a comment or does something to one; those that were written are added to `known`. */
function actor(known: Known[]) {
  const roll = dice(20_261_121)
  const write = async (by: Ctx, n: number, parent: Known | undefined) => {
    const post = parent?.post ?? roll(POSTS)
    known.push({ id: await say(by, postAt(post), `Said ${n}.`, parent?.id), post })
  }
  return async (n: number) => {
    const by = people[roll(PEOPLE)] ?? ctx
    // Mostly the latest ones: so that many meet on few rows and threads grow deep.
    const target = known[known.length - 1 - roll(Math.min(known.length, 12))]
    const turn = TURNS[roll(100)]
    if (turn === undefined || target === undefined) {
      await write(by, n, roll(100) < 15 ? undefined : target)
    } else await turn(by, target.id, n)
  }
}

function postAt(place: number) {
  const post = posts[place]
  if (post === undefined) throw new Error('there is no such post')
  return post
}

/** What the levels of a post show, counted by walking them. */
async function walk(
  post: (typeof posts)[number],
  parentId?: number,
): Promise<{ readonly visible: number; readonly shown: number }> {
  let [visible, shown] = [0, 0]
  for (let cursor: string | undefined; ; ) {
    const page = await list(ctx, post, { parentId, limit: 100, cursor })
    for (const item of page.items) {
      const below = item.replies === 0 ? { visible: 0, shown: 0 } : await walk(post, item.id)
      // Nothing is left out below, and an empty place is never shown.
      expect(below.shown).toBeGreaterThanOrEqual(item.replies)
      if (item.deleted) expect(item.replies).toBeGreaterThan(0)
      visible += below.visible + Number(!item.deleted)
      shown += below.shown + 1
    }
    if (page.nextCursor === null) return { visible, shown }
    cursor = page.nextCursor
  }
}

describe('many who write, take back, vote, report and moderate at once', () => {
  it('leave exact counters, whole threads and no deadlock', async () => {
    const known: Known[] = []
    const results = await atOnce(OPERATIONS, actor(known))
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      if (!isAppError(result.reason) || !EXPECTED.has(result.reason.code)) throw result.reason
    }
    expect(known.length).toBeGreaterThan(OPERATIONS / 10)
    expect(watched.deadlocks()).toBe(0)
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
    for (const post of posts) {
      const { total } = await list(ctx, post)
      expect(await walk(post)).toMatchObject({ visible: total })
    }
  }, 600_000)

  it('on one path from top to bottom never wait in a circle', async () => {
    const post = postAt(0)
    const path: number[] = []
    for (let n = 0; n < 8; n += 1) path.push(await say(people[0] ?? ctx, post, `${n}`, path.at(-1)))
    const roll = dice(7)
    const rounds = isStress() ? 2_000 : 160
    const results = await atOnce(rounds, async () => {
      const id = path[roll(path.length)] ?? 0
      await setStatus(
        ctx,
        id,
        (['visible', 'hidden', 'deleted', 'held'] as const)[roll(4)] ?? 'held',
      )
    })
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(watched.deadlocks()).toBe(0)
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  }, 600_000)

  it('among them a recount that repairs what is off, and adds nothing twice', async () => {
    const post = postAt(0)
    const path: number[] = []
    for (let n = 0; n < 6; n += 1) path.push(await say(people[0] ?? ctx, post, `${n}`, path.at(-1)))
    const roll = dice(11)
    const results = await atOnce(isStress() ? 2_000 : 120, async (n) => {
      const id = path[roll(path.length)] ?? 0
      if (n % 10 === 0) {
        await sql`update comment set replies = ${roll(4)} where id = ${id}`.execute(ctx.db)
      } else if (n % 10 < 4) await recountComments(ctx, { from: 1, to: 1_000, dryRun: false })
      else await setStatus(ctx, id, (['visible', 'hidden'] as const)[roll(2)] ?? 'hidden')
    })
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    await recountComments(ctx, { from: 1, to: 1_000, dryRun: false })
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  }, 600_000)
})
