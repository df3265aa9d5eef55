import { startTestRedis, type TestRedisServer } from '@loadout/infra/testing'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import type { Drawn } from '../support/drawn.ts'
import { emptyTables } from '../support/empty-tables.ts'
import { addProduct } from '../support/store.ts'
import {
  addAccount,
  addPost,
  changePost,
  createFeedStage,
  erasePost,
  type FeedStage,
  ids,
  list,
  walk,
} from './feeding.ts'

/** Whatever is written, evicted, flushed and killed: pages of the cache are those of the database. */

const TAGS = ['a', 'b']
/** Of each head that is kept: most feeds of a run are longer. */
const HEAD_ROWS = 6
/** At the beginning, in all feeds alike. */
const POSTS = 8
const MINUTE_MS = 60_000

let server: TestRedisServer
let stage: FeedStage
let raw: Redis
let authors: readonly number[]
/** A product. */
let about: number
/** Pages that the cache answered: a run in which it never does shows nothing. */
let answered = 0
beforeAll(async () => {
  server = await startTestRedis()
  stage = await createFeedStage({ redisUrl: server.url, headRows: HEAD_ROWS })
  const { sharedCache } = stage.ctx
  const page: typeof sharedCache.page = async (head, range) => {
    const found = await sharedCache.page(head, range)
    if (found !== null) answered += 1
    return found
  }
  stage = { ...stage, ctx: { ...stage.ctx, sharedCache: { ...sharedCache, page } } }
  raw = new Redis(server.url, { retryStrategy: () => 20 })
  raw.on('error', () => {})
})
afterAll(async () => {
  raw.disconnect()
  await stage.close()
  await server.stop('SIGKILL')
})

const pick = fc.nat(30)
const tags = fc.subarray(TAGS)
const write = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      author: fc.nat(1),
      tags,
      minutesAgo: fc.constantFrom(0, 0, 0, 5, 5),
      status: fc.constantFrom(0, 0, 0, 2),
      isAbout: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('vote' as const), post: pick, likes: fc.nat(9) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      post: pick,
      status: fc.constantFrom(0, 0, 2, 3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tags' as const), post: pick, tags }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), post: pick }) },
)
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'none' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('evict' as const), key: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmark' as const), key: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
)
const scope = fc.constantFrom(
  {},
  { author: 0 },
  { author: 1 },
  { tag: 'a' },
  { tag: 'b' },
  { subject: 'product' as const },
)
const round = fc.record({
  writes: fc.array(write, { maxLength: 8 }),
  faults: fc.array(fault, { maxLength: 3 }),
  scope,
  limit: fc.integer({ min: 1, max: 7 }),
  kill: fc.constantFrom(...Array.from({ length: 24 }, (_, n) => n === 0)),
})
type Write = Drawn<typeof write>
type Round = Drawn<typeof round>

async function apply(change: Write): Promise<void> {
  const { ctx } = stage
  if (change.kind === 'add') {
    const createdAt = new Date(Date.now() - change.minutesAgo * MINUTE_MS)
    const accountId = authors[change.author] ?? 0
    await addPost(ctx, { ...change, accountId, createdAt, ...(change.isAbout ? { about } : {}) })
    return
  }
  const posts = await ctx.db.selectFrom('post').select('id').orderBy('id').execute()
  const id = posts[change.post % Math.max(1, posts.length)]?.id
  if (id === undefined) return
  if (change.kind === 'erase') await erasePost(ctx, id)
  if (change.kind === 'vote') await changePost(ctx, id, { likes: change.likes })
  if (change.kind === 'status') await changePost(ctx, id, { status: change.status })
  if (change.kind === 'tags') await changePost(ctx, id, { tags: change.tags })
}

async function strike(what: Drawn<typeof fault>): Promise<void> {
  if (what.kind === 'none' || raw.status !== 'ready') return
  if (what.kind === 'flush') {
    await raw.flushall()
    return
  }
  const pattern = what.kind === 'unmark' ? '*:list:*' : '*'
  const keys = (await raw.keys(pattern)).filter((key) => !key.endsWith(':lease')).sort()
  const key = keys[what.key % Math.max(1, keys.length)]
  if (key === undefined) return
  if (what.kind === 'evict') await raw.unlink(key)
  // A set without its marker and some of its places: what is left says nothing.
  else await raw.zremrangebyrank(key, 0, 1)
}

/** No answer to a command means none to any reader either: they go to the database. */
async function kill(): Promise<void> {
  await server.stop('SIGKILL')
  await list(stage.ctx)
  server = await startTestRedis({ port: server.port })
}

/** From then on the cache answers, as far down as it goes. */
async function untilKept(input: { readonly limit: number }): Promise<void> {
  const before = answered
  const isKept = async () => {
    if (input.limit < HEAD_ROWS - 1) await list(stage.ctx, input)
    return input.limit >= HEAD_ROWS - 1 || answered > before
  }
  await expect.poll(isKept, { interval: 5, timeout: 10_000 }).toBe(true)
}

function scopeOf(drawn: Round['scope']) {
  if ('author' in drawn) return { author: authors[drawn.author ?? 0] ?? 0 }
  return 'subject' in drawn ? { subject: { kind: 'product', id: about } } : drawn
}

/** Pages while writers are at it: whatever is there from the first page to the last comes once. */
async function readMeanwhile(input: object, writes: readonly Write[]): Promise<void> {
  const before = ids(await walk(stage.database, { ...input, limit: 100 }))
  const writing = Promise.all(writes.map(apply))
  const seen = ids(await walk(stage.ctx, input, () => new Promise(setImmediate)))
  await writing
  const after = new Set(ids(await walk(stage.database, { ...input, limit: 100 })))
  const touched = new Set(
    (await stage.ctx.db.selectFrom('cache_change').select('row_id').execute()).map(
      (row) => row.row_id,
    ),
  )
  expect(new Set(seen).size).toBe(seen.length)
  const steady = before.filter((id) => after.has(id) && !touched.has(id) && !hidden.has(id))
  expect(seen).toEqual(expect.arrayContaining(steady))
}

/** Posts that were hidden once: those may be missing from a page although they are back now. */
const hidden = new Set<number>()

async function play(rounds: readonly Round[]): Promise<void> {
  for (let n = 0; n < POSTS; n += 1) {
    await apply({
      ...{ kind: 'add', author: n % 2, tags: TAGS, minutesAgo: 5, status: 0, isAbout: true },
    })
  }
  await stage.settled()
  for (const { writes, faults, scope: drawn, limit, kill: killed } of rounds) {
    const input = { ...scopeOf(drawn), limit }
    await untilKept(input)
    for (const what of faults) await strike(what)
    if (killed) await kill()
    await expectEqual(input)
    const gone = await stage.ctx.db
      .selectFrom('post')
      .select('id')
      .where('status', '!=', 0)
      .execute()
    for (const { id } of gone) hidden.add(id)
    await readMeanwhile(input, writes)
    await stage.settled()
    await expectEqual(input)
    await untilKept(input)
    await expectEqual(input)
  }
}

async function expectEqual(input: object): Promise<void> {
  expect(await walk(stage.ctx, input)).toEqual(await walk(stage.database, input))
}

describe('pages of the cache', () => {
  it('are those of the database after any writes, evictions, flushes and kills', async () => {
    authors = [await addAccount(stage.ctx), await addAccount(stage.ctx, null)]
    about = await addProduct(stage.ctx)
    await fc.assert(
      fc
        .asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), async (rounds) => {
          await play(rounds)
        })
        .afterEach(async () => {
          await stage.settled()
          await emptyTables(stage.ctx.db, ['post', 'post_tag', 'post_revision', 'cache_change'])
          await raw.flushall()
        }),
      isStress()
        ? { numRuns: 400, interruptAfterTimeLimit: 300_000 }
        : { numRuns: 20, interruptAfterTimeLimit: 6_000, markInterruptAsFailure: false },
    )
    expect(answered).toBeGreaterThan(20)
  }, 400_000)
})
