import { ANONYMOUS, type Ctx } from '@loadout/core'
import { feedsContract, feedText, headOf } from '@loadout/core/feeds'
import { createServerSecret, createSigner } from '@loadout/infra'
import { closedLoop } from '../harness/closed-loop.ts'
import { type FeedCursors, feedCursors } from '../harness/feed-cursors.ts'
import { type FeedPeers, openFeedPeers } from '../harness/feed-peers.ts'
import { fillPosts } from '../harness/fill-posts.ts'
import { fetchAway, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { type Stack, startApi, startStack } from '../harness/stack.ts'
import { median } from '../harness/statistics.ts'

const POSTS = 100_000
const LIMIT = 10
const CONNECTIONS = 32
const SECONDS = 4
/** Turns of what is measured one after the other. */
const TURNS = 400
const SECRET = 'a secret of the bench, the same for each API'

export const feed: Scenario = {
  name: 'feed',
  summary:
    'feed.list: >= 5,000 pages/s warm, >= 4,000 from SQL, >= 12,000 from memory or as 304; the 10,000th page <= 1.2x the first',
  async run(bench) {
    const posts = scaled(bench, POSTS)
    await using stack = await startStack(
      {
        ...bench,
        env: { ...bench.env, inherited: { ...bench.env.inherited, SESSION_SECRET: SECRET } },
      },
      (infra) => fillPosts(infra, posts),
    )
    await using plain = await startApi(bench, stack, { CACHE_LOCAL_MS: '0' })
    const ctx: Ctx = {
      ...stack.infra,
      actor: ANONYMOUS,
      signer: createSigner(createServerSecret(SECRET, '')),
    }
    await using peers = await openFeedPeers(String(stack.env.DATABASE_URL), { posts, limit: LIMIT })
    const cursors = await feedCursors(bench, plain.url, LIMIT)
    bench.say(`${cursors.head.length} pages of the head, ${cursors.behind.length} behind it`)
    const runs = await inRuns(
      bench,
      () => measure(bench, { stack, plainUrl: plain.url, ctx, peers, cursors }),
      (run) =>
        Object.entries(run)
          .map(([name, value]) => `${name} ${value.toFixed(0)}`)
          .join(', '),
    )
    return { figures: figuresOf(runs), notes: notesOf(posts) }
  },
}

type Run = Readonly<Record<keyof typeof FIGURES, number>>

const FIGURES = {
  httpLocal: ['over HTTP, first page, from memory', '/s', 12_000],
  http304: ['over HTTP, first page, 304', '/s', 12_000],
  httpWarm: ['over HTTP, pages of the head, from Redis', '/s', 5_000],
  httpSql: ['over HTTP, pages behind the head, from SQL', '/s', 4_000],
  warm: ['in process, pages of the head, from Redis', '/s', 5_000],
  sql: ['in process, pages behind the head, from SQL', '/s', 4_000],
  keyset: ['peer: SQL keyset, pg alone', '/s', null],
  offset: ['peer: SQL OFFSET, pages of the head', '/s', null],
  first: ['first page from SQL, p50', 'us', null],
  deep: ['10,000th page from SQL, p50', 'us', null],
  deepOffset: ['peer: 10,000th page by OFFSET, p50', 'us', null],
  hot: ['hot, any page of the snapshot, p50', 'us', null],
  hitRedis: ['cache module, 10 rows held by Redis, p50', 'us', null],
  bareRedis: ['bare MGET of the same rows, p50', 'us', null],
} as const satisfies Record<string, readonly [string, string, number | null]>

interface Measured {
  readonly stack: Stack
  readonly plainUrl: string
  readonly ctx: Ctx
  readonly peers: FeedPeers
  readonly cursors: FeedCursors
}

async function measure(bench: Bench, of: Measured): Promise<Run> {
  const { stack, plainUrl, ctx, peers, cursors } = of
  const first = queryUrl(stack.url, 'feed.list', { limit: LIMIT })
  const etag = (await fetch(first)).headers.get('etag') ?? ''
  const urls = (all: readonly string[]) =>
    all.map((cursor) => queryUrl(plainUrl, 'feed.list', { limit: LIMIT, cursor }))
  const pages = (of: readonly string[]) => (index: number) =>
    page(ctx, { cursor: of[index % of.length] })
  const http = (all: readonly string[]) => (index: number) =>
    fetchAway(all[index % all.length] ?? '')
  const full = (send: (index: number) => Promise<unknown>) => fullLoad(bench, send)
  return {
    httpLocal: await full(() => fetchAway(first)),
    http304: await full(() => fetchAway(first, etag)),
    httpWarm: await full(http(urls(cursors.head))),
    httpSql: await full(http(urls(cursors.behind))),
    warm: await full(pages(cursors.head)),
    sql: await full(pages(cursors.behind)),
    keyset: await full((index) => peers.keyset(index % 1_000)),
    offset: await full((index) => peers.offset((index % 80) * LIMIT)),
    first: await p50(() => page({ ...ctx, sharedCache: peers.noCache }, {})),
    deep: await p50(() =>
      page({ ...ctx, sharedCache: peers.noCache }, { cursor: cursors.deepest }),
    ),
    deepOffset: await p50(() => peers.deepestOffset(), TURNS / 20),
    hot: await p50((turn) =>
      page(ctx, { sort: 'hot', cursor: cursors.hot[turn % cursors.hot.length] }),
    ),
    ...(await overhead(ctx)),
  }
}

async function overhead(ctx: Ctx): Promise<Pick<Run, 'hitRedis' | 'bareRedis'>> {
  const { kind } = headOf(ctx, { kind: 'all' })
  const { items } = JSON.parse(await page(ctx, {}))
  const ids: number[] = items.map(({ id }: { id: number }) => id)
  const { redis } = ctx as Ctx & Pick<Stack['infra'], 'redis'>
  const keys = ids.map((id) => `loadout:{cache}:row:post:${id}`)
  await ctx.sharedCache.rows(kind, ids)
  return {
    hitRedis: await p50(() => ctx.sharedCache.rows(kind, ids)),
    bareRedis: await p50(() => redis.mget(keys)),
  }
}

const page = (ctx: Ctx, input: object) =>
  feedText(ctx, feedsContract.feedListInput.parse({ limit: LIMIT, ...input }))

async function fullLoad(bench: Bench, send: (index: number) => Promise<unknown>): Promise<number> {
  const { perSecond, firstError } = await closedLoop({
    connections: CONNECTIONS,
    seconds: Math.max(1, SECONDS * bench.env.scale),
    signal: bench.signal,
    send: async (index) => void (await send(index)),
  })
  if (firstError !== undefined) throw firstError
  return perSecond
}

/** Microseconds. */
async function p50(work: (turn: number) => Promise<unknown>, turns = TURNS): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const started = performance.now()
    await work(turn)
    times.push(1_000 * (performance.now() - started))
  }
  return median(times)
}

function figuresOf(runs: readonly Run[]): Figure[] {
  return Object.entries(FIGURES).map(([key, [name, unit, bound]]) => ({
    ...{ name, unit, values: runs.map((run) => run[key as keyof Run]) },
    ...(key === 'deep'
      ? {
          floor: { name: 'first page', values: runs.map((run) => run.first) },
          target: { of: 'ratio', is: '<=', bound: 1.2 } as const,
        }
      : {}),
    ...(bound === null ? {} : { target: { of: 'value', is: '>=', bound } as const }),
  }))
}

const notesOf = (posts: number): readonly string[] => [
  `${posts.toLocaleString('en')} posts, pages of ${LIMIT}. Throughput: ${CONNECTIONS} requests under way, as fast as they are answered.`,
  'Pages from Redis and from SQL are of an API that keeps nothing to itself, and of this process on 4 connections to PostgreSQL, as many',
  'as the peers have. The 10,000th page is the last one of the feed. Generator, API, worker, PostgreSQL and Redis share the cores.',
]
