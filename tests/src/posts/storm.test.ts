import type { Ctx } from '@loadout/core'
import { recountPosts } from '@loadout/core/posts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { openWatched } from '../support/watched.ts'
import { type Storm, storm } from './storm.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
})
afterAll(async () => {
  await watched.close()
  await harness.close()
})

const KINDS = [
  'create',
  'vote',
  'react',
  'edit',
  'comment',
  'report',
  'remove',
  'moderate',
  'recount',
]

interface Counters {
  readonly likes: number
  readonly dislikes: number
  readonly reactions: Readonly<Record<string, number>>
}

/** What the counters of a post say, and what they should: counted in JavaScript from the rows there are. */
async function countersOf(
  id: number,
): Promise<{ readonly kept: Counters; readonly counted: Counters }> {
  const ofPost = (table: 'vote' | 'reaction' | 'reaction_count') =>
    ctx.db.selectFrom(table).where('subject_kind', '=', 4).where('subject_id', '=', id)
  const { likes, dislikes } = await ctx.db
    .selectFrom('post')
    .select(['likes', 'dislikes'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const counts = await ofPost('reaction_count').select(['reaction_count.emoji', 'count']).execute()
  const votes = await ofPost('vote').select('vote.value').execute()
  const reactions = await ofPost('reaction').select('reaction.emoji').execute()
  const byEmoji = Map.groupBy(reactions, ({ emoji }) => emoji)
  return {
    kept: {
      ...{ likes, dislikes },
      reactions: Object.fromEntries(
        counts.filter(({ count }) => count !== 0).map(({ emoji, count }) => [emoji, count]),
      ),
    },
    counted: {
      likes: votes.filter(({ value }) => value === 1).length,
      dislikes: votes.filter(({ value }) => value === -1).length,
      reactions: Object.fromEntries([...byEmoji].map(([emoji, rows]) => [emoji, rows.length])),
    },
  }
}

/** Every edit that went well left one revision, and every post has as many as its number says. */
async function revisionsOf(ids: readonly number[]) {
  const posts = await ctx.db.selectFrom('post').select('revision').where('id', 'in', ids).execute()
  const { kept } = await ctx.db
    .selectFrom('post_revision')
    .select(({ fn }) => fn.countAll<number>().as('kept'))
    .where('post_id', 'in', ids)
    .executeTakeFirstOrThrow()
  return { kept, numbered: posts.reduce((sum, { revision }) => sum + revision - 1, 0) }
}

async function expectExactAfter(options: Storm): Promise<void> {
  const { postIds, comments, done, told } = await storm(ctx, options)
  for (const kind of KINDS) expect(done[kind], kind).toBeGreaterThan(0)
  const calls = [...Object.values(done), ...Object.values(told)]
  expect(calls.reduce((sum, count) => sum + count, 0)).toBe(options.operations)
  for (const id of postIds) {
    const { kept, counted } = await countersOf(id)
    expect(kept).toEqual(counted)
  }
  const { sum } = await ctx.db
    .selectFrom('post')
    .select(({ fn }) => fn.sum<number>('comments').as('sum'))
    .where('id', 'in', postIds)
    .executeTakeFirstOrThrow()
  expect(Number(sum)).toBe(comments)
  expect(await revisionsOf(postIds)).toEqual({ kept: done.edit, numbered: done.edit })
  const recount = await recountPosts(ctx, { from: 1, to: 2_147_483_647, dryRun: true })
  expect(recount.off).toEqual({ posts: 0, reactions: 0 })
  expect(watched.deadlocks()).toBe(0)
}

describe('a storm of votes, reactions, edits and moderation', () => {
  const size = isStress()
    ? { operations: 10_000, posts: 20, accounts: 200 }
    : { operations: 500, posts: 6, accounts: 25 }

  it.each([1, 2, 3])(
    'leaves counters that equal a recount, without a deadlock, with seed %i',
    async (seed) => {
      await expectExactAfter({ ...size, seed })
    },
    120_000,
  )
})
