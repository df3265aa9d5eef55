import { ANONYMOUS, type Ctx } from '@loadout/core'
import { feedsContract, feedText, headOf } from '@loadout/core/feeds'
import { createServerSecret, createSigner, VERSION } from '@loadout/infra'
import { closedLoop } from '../harness/closed-loop.ts'
import { type FeedCursors, feedCursors } from '../harness/feed-cursors.ts'
import { type FeedOutage, feedOutage, OUTAGE } from '../harness/feed-outage.ts'
import { type FeedPeers, openFeedPeers } from '../harness/feed-peers.ts'
import { fillPosts } from '../harness/fill-posts.ts'
import { queryUrl } from '../harness/http.ts'
import { type HttpRate, httpRate } from '../harness/http-rate.ts'
import { inRuns } from '../harness/in-runs.ts'
import { NO_CACHE } from '../harness/no-cache.ts'
import { type Target as Pages, startFloorOf } from '../harness/page-load.ts'
import { rawRequest } from '../harness/raw-http.ts'
import { createRedisOutage, type RedisOutage } from '../harness/redis-outage.ts'
import type { Figure, Target } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { type AnotherApi, type Stack, startApi, startStack } from '../harness/stack.ts'
import { median } from '../harness/statistics.ts'

const POSTS = 100_000
const LIMIT = 10
const CONNECTIONS = 32
const SECONDS = 3
/** Turns of what is measured one after the other. */
const TURNS = 400
const SECRET = 'a secret of the bench, the same for each API'

export const feed: Scenario = {
  name: 'feed',
  summary:
    'feed.list: >= 5,000 pages/s warm, >= 4,000 from SQL, >= 12,000 from memory or as 304; the 10,000th page <= 1.2x the first; without Redis none fails, p99 <= 2x of the database alone',
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
    await using uncached = await startApi(bench, stack, {}, 'uncached')
    await using outage = createRedisOutage(bench, stack)
    const ctx: Ctx = {
      ...stack.infra,
      actor: ANONYMOUS,
      signer: createSigner(createServerSecret(SECRET, '')),
    }
    await using peers = await openFeedPeers(String(stack.env.DATABASE_URL), { posts, limit: LIMIT })
    const cursors = await feedCursors(bench, plain.url, LIMIT)
    bench.say(`${cursors.head.length} pages of the head, ${cursors.behind.length} behind it`)
    const { server, ...floor } = await startFloorOf(bench, urlsOf(plain, cursors.head))
    await using _ = server
    const runs = await inRuns(
      bench,
      () => measure(bench, { stack, plain, uncached, outage, floor, ctx, peers, cursors }),
      (run) =>
        Object.entries({ ...run.http, ...run.inProcess, ...p99sOf(run.redis) })
          .map(([name, value]) => `${name} ${perSecond(value).toFixed(0)}`)
          .join(', '),
    )
    return { figures: figuresOf(runs), notes: notesOf(posts) }
  },
}

interface Measured {
  readonly stack: Stack
  /** Keeps nothing in its own memory. */
  readonly plain: AnotherApi
  readonly uncached: AnotherApi
  readonly outage: RedisOutage
  readonly floor: Pages
  readonly ctx: Ctx
  readonly peers: FeedPeers
  readonly cursors: FeedCursors
}

interface Run {
  readonly http: Readonly<Record<HttpKey | 'floor' | 'floor304', HttpRate>>
  readonly inProcess: Readonly<Record<keyof typeof FIGURES, number>>
  readonly redis: FeedOutage
}

async function measure(bench: Bench, of: Measured): Promise<Run> {
  const { ctx, plain, uncached, cursors } = of
  const requestsOf = (api: AnotherApi) => ({
    url: api.url,
    requests: urlsOf(api, mixed(cursors)).map((url) => rawRequest(url)),
  })
  return {
    http: await measureHttp(bench, of),
    inProcess: await measureInProcess(bench, of),
    redis: await feedOutage(bench, {
      ...{ ctx, outage: of.outage },
      ...{ cached: requestsOf(plain), uncached: requestsOf(uncached) },
    }),
  }
}

const urlsOf = ({ url }: Pick<AnotherApi, 'url'>, cursors: readonly string[]) =>
  cursors.map((cursor) => queryUrl(url, 'feed.list', { limit: LIMIT, cursor }))

/** Pages of the head and of what is behind it, in turn. */
const mixed = ({ head, behind }: FeedCursors): readonly string[] =>
  behind.flatMap((cursor, index) => [head[index % head.length] ?? '', cursor])

async function measureHttp(bench: Bench, { stack, plain, floor, cursors }: Measured) {
  const first = queryUrl(stack.url, 'feed.list', { limit: LIMIT })
  const etag = (await fetch(first)).headers.get('etag') ?? ''
  const known = { headers: { 'if-none-match': etag } }
  const api = { base: stack.url, pid: stack.pids.api }
  const bare = { base: floor.urls[0] ?? '', pid: floor.pid }
  const all = (urls: readonly string[]) => urls.map((url) => rawRequest(url))
  const ask = (
    of: { base: string; pid: number },
    requests: readonly ReturnType<typeof rawRequest>[],
  ) => httpRate(bench, { ...of, requests, connections: CONNECTIONS, seconds: SECONDS })
  const cached = { base: plain.url, pid: plain.pid }
  return {
    local: await ask(api, [rawRequest(first)]),
    known: await ask(api, [rawRequest(first, known)]),
    warm: await ask(cached, all(urlsOf(plain, cursors.head))),
    sql: await ask(cached, all(urlsOf(plain, cursors.behind))),
    floor: await ask(bare, all(floor.urls)),
    floor304: await ask(bare, [rawRequest(bare.base, known)]),
  }
}

const HTTP = {
  local: ['first page, from memory', 12_000, 'floor'],
  known: ['first page, 304', 12_000, 'floor304'],
  warm: ['pages of the head, from Redis', 5_000, 'floor'],
  sql: ['pages behind the head, from SQL', 4_000, 'floor'],
} as const satisfies Record<string, readonly [string, number, 'floor' | 'floor304']>
type HttpKey = keyof typeof HTTP

/** In this process. The last is what must hold of the value. */
const FIGURES = {
  warm: ['pages of the head, from Redis', '/s', 5_000],
  sql: ['pages behind the head, from SQL', '/s', 4_000],
  keyset: ['peer: SQL keyset, pg alone', '/s', null],
  offset: ['peer: SQL OFFSET, pages of the head', '/s', null],
  first: ['first page from SQL, p50', 'us', null],
  deep: ['10,000th page from SQL, p50', 'us', null],
  deepOffset: ['peer: 10,000th page by OFFSET, p50', 'us', null],
  hot: ['hot, any page of the snapshot, p50', 'us', null],
  hitRedis: ['cache module, 10 rows held by Redis, p50', 'us', null],
  bareRedis: ['bare MGET of the same rows, p50', 'us', null],
} as const satisfies Record<string, readonly [string, string, number | null]>

async function measureInProcess(
  bench: Bench,
  { ctx, peers, cursors }: Measured,
): Promise<Run['inProcess']> {
  const pages = (of: readonly string[]) => (index: number) =>
    page(ctx, { cursor: of[index % of.length] })
  const full = (send: (index: number) => Promise<unknown>) => fullLoad(bench, send)
  const alone = { ...ctx, sharedCache: NO_CACHE }
  return {
    warm: await full(pages(cursors.head)),
    sql: await full(pages(cursors.behind)),
    keyset: await full((index) => peers.keyset(index % 1_000)),
    offset: await full((index) => peers.offset((index % 80) * LIMIT)),
    first: await p50(() => page(alone, {})),
    deep: await p50(() => page(alone, { cursor: cursors.deepest })),
    deepOffset: await p50(() => peers.deepestOffset(), TURNS / 20),
    hot: await p50((turn) =>
      page(ctx, { sort: 'hot', cursor: cursors.hot[turn % cursors.hot.length] }),
    ),
    ...(await overhead(ctx)),
  }
}

async function overhead(ctx: Ctx): Promise<Pick<Run['inProcess'], 'hitRedis' | 'bareRedis'>> {
  const { kind } = headOf(ctx, { kind: 'all' })
  const { items } = JSON.parse(await page(ctx, {}))
  const ids: number[] = items.map(({ id }: { id: number }) => id)
  const { redis } = ctx as Ctx & Pick<Stack['infra'], 'redis'>
  const keys = ids.map((id) => `loadout:{cache}:${VERSION}:row:post:${id}`)
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

const p99sOf = ({ up, down, alone }: FeedOutage) => ({
  upP99: up.p99,
  downP99: down.p99,
  aloneP99: alone.p99,
})

const perSecond = (value: number | HttpRate) =>
  typeof value === 'number' ? value : value.perSecond

function figuresOf(runs: readonly Run[]): Figure[] {
  return [
    ...(Object.keys(HTTP) as HttpKey[]).flatMap((key) => httpFigures(runs, key)),
    ...(Object.keys(FIGURES) as (keyof typeof FIGURES)[]).map((key) => figureOf(runs, key)),
    ...outageFigures(runs.map(({ redis }) => redis)),
  ]
}

/** Throughput, and what of it is the server's own doing. */
function httpFigures(runs: readonly Run[], key: HttpKey): Figure[] {
  const [what, bound, floor] = HTTP[key]
  const name = `over HTTP, ${what}`
  const figure = (unit: string, of: (rate: HttpRate) => number): Figure => ({
    ...{ name: unit === '/s' ? name : `${name}: CPU of the API`, unit },
    values: runs.map(({ http }) => of(http[key])),
    floor: { name: 'bare server', values: runs.map(({ http }) => of(http[floor])) },
  })
  return [
    { ...figure('/s', (rate) => rate.perSecond), target: { of: 'value', is: '>=', bound } },
    figure('us', (rate) => rate.cpu),
  ]
}

function figureOf(runs: readonly Run[], key: keyof typeof FIGURES): Figure {
  const [name, unit, bound] = FIGURES[key]
  const values = (of: keyof typeof FIGURES) => runs.map(({ inProcess }) => inProcess[of])
  return {
    ...{ name: `in process, ${name}`, unit, values: values(key) },
    ...(key === 'sql' ? { floor: { name: 'pg alone', values: values('keyset') } } : {}),
    ...(key === 'hitRedis' ? { floor: { name: 'bare MGET', values: values('bareRedis') } } : {}),
    ...(key === 'deep'
      ? {
          floor: { name: 'first page', values: values('first') },
          target: { of: 'ratio', is: '<=', bound: 1.2 } as const,
        }
      : {}),
    ...(bound === null ? {} : { target: { of: 'value', is: '>=', bound } as const }),
  }
}

function outageFigures(runs: readonly FeedOutage[]): Figure[] {
  const alone = { name: 'database alone', values: runs.map((run) => run.alone.p99) }
  const p99 = (name: string, of: 'up' | 'down', target?: Target): Figure => ({
    ...{ name: `${OUTAGE.perSecond} pages/s, ${name}, p99`, unit: 'ms', floor: alone },
    values: runs.map((run) => run[of].p99),
    ...(target === undefined ? {} : { target }),
  })
  return [
    p99('Redis up', 'up'),
    p99('Redis killed', 'down', { of: 'ratio', is: '<=', bound: 2 }),
    {
      ...{ name: 'Redis killed: failed', unit: '%' },
      values: runs.map((run) => Math.max(run.up.failed, run.down.failed, run.alone.failed)),
      target: { of: 'value', is: '<=', bound: 0 },
    },
  ]
}

const notesOf = (posts: number): readonly string[] => [
  `${posts.toLocaleString('en')} posts, pages of ${LIMIT}. Throughput: ${CONNECTIONS} requests under way, as fast as they are answered, by a client that`,
  'writes to sockets itself. The bare server is node:http with the same bytes in memory. Where generator and server share two cores,',
  'the rate is bounded by both: the CPU time of the API per request says what one core of its own could answer.',
  'Pages from Redis and from SQL are of an API that keeps nothing to itself, and of this process on 4 connections to PostgreSQL, as many',
  'as the peers have. The 10,000th page is the last one of the feed.',
  `Redis killed: pages of the head and of what is behind it in turn, ${OUTAGE.perSecond}/s at a fixed rate for ${OUTAGE.seconds} s, Redis killed (SIGKILL) after a tenth of`,
  'that. The database alone: the same API without its cache. Latencies count from when a request was due. None of them keeps answers.',
  'Generator, API, worker, PostgreSQL and Redis share the cores.',
]
