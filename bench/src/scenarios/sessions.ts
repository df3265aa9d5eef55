import { closedLoop } from '../harness/closed-loop.ts'
import { headCursors } from '../harness/feed-cursors.ts'
import {
  ageSessions,
  countRotations,
  fillPeople,
  fillSessions,
  type OpenSession,
  type Person,
} from '../harness/fill-people.ts'
import { fillPosts } from '../harness/fill-posts.ts'
import { queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { cpuSeconds } from '../harness/process-usage.ts'
import { rawRequest } from '../harness/raw-http.ts'
import type { Rate, Reads } from '../harness/read-load.ts'
import type { Figure, Target } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { openRefresh } from '../harness/session-calls.ts'
import { openSessionPeers } from '../harness/session-peers.ts'
import { type SignInLoad, signInLoad } from '../harness/sign-in-load.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { checkTokens, type TokenChecks } from '../harness/token-checks.ts'

const PEOPLE = 1_000
const POSTS = 2_000
/** Sessions whose tokens are checked. */
const TOKENS = 2_000

/** Pages of the feed, beside which people sign in. */
const READS = { perSecond: 200, limit: 10 }
const NOBODY: Rate = { perSecond: 0, seconds: 6 }
const SOME: Rate = { perSecond: 30, seconds: 8 }
const FLOOD: Rate = { perSecond: 300, seconds: 5 }

const CONNECTIONS = 32
const REFRESH_SECONDS = 4
/** More than are renewed in that time: none is asked for twice. */
const MAX_PER_SECOND = 3_000
/** Connections to PostgreSQL, of the API and of the floor. */
const POOL = 10

export const sessions: Scenario = {
  name: 'sessions',
  summary:
    'login: >= 30/s, p99 of another route <= 1.2x; token check >= 6,000/s per core; refresh >= 800/s',
  async run(bench) {
    const due = MAX_PER_SECOND * seconds(bench, REFRESH_SECONDS)
    let people: readonly Person[] = []
    let renewed: readonly OpenSession[] = []
    let checked: readonly OpenSession[] = []
    await using stack = await startStack(bench, async (infra) => {
      await fillPosts(infra, POSTS)
      people = await fillPeople(infra, PEOPLE)
      renewed = await fillSessions(infra, due)
      checked = await fillSessions(infra, scaled(bench, TOKENS))
    })
    const reads = await feedReads(bench, stack)
    const signIns = (rate: Rate) => signInLoad(bench, stack.url, { reads, people, signIns: rate })
    // All code is compiled, and PostgreSQL has every page in memory.
    await signIns({ ...SOME, seconds: 2 })
    await refreshAll(bench, stack, renewed)
    const runs = await inRuns(
      bench,
      async (): Promise<Run> => ({
        alone: await signIns(NOBODY),
        some: await signIns(SOME),
        flood: await signIns(FLOOD),
        checks: await checkTokens(bench, stack, checked),
        refreshes: await refreshAll(bench, stack, renewed),
      }),
      ({ some, checks, refreshes }) =>
        `${some.done.toFixed(0)} logins/s, ${checks.unseen.toFixed(0)} checks/s, ${refreshes.perSecond.toFixed(0)} refreshes/s`,
    )
    return { figures: figuresOf(runs), notes: NOTES }
  },
}

interface Run {
  readonly alone: SignInLoad
  readonly some: SignInLoad
  readonly flood: SignInLoad
  readonly checks: TokenChecks
  readonly refreshes: Refreshes
}

interface Refreshes {
  readonly perSecond: number
  /** CPU time of the API per refresh, microseconds. */
  readonly cpu: number
  /** The compare-and-swap of the floor, a second. */
  readonly floor: number
}

const seconds = (bench: Bench, full: number) => Math.max(1, full * bench.env.scale)

async function feedReads(bench: Bench, { url }: Stack): Promise<Reads> {
  const { limit, perSecond } = READS
  const cursors = await headCursors(bench, url, limit)
  const requests = cursors.map((cursor) =>
    rawRequest(queryUrl(url, 'feed.list', { limit, cursor })),
  )
  return { perSecond, requests }
}

/** Each session once at most. Throws unless each answer stands for a rotation in the database. */
async function refreshAll(
  bench: Bench,
  { infra, url, pids, env }: Stack,
  renewed: readonly OpenSession[],
): Promise<Refreshes> {
  using refresh = openRefresh(url)
  await ageSessions(infra, renewed)
  const before = await countRotations(infra, renewed)
  const cpuBefore = cpuSeconds(pids.api)
  const api = await each(bench, (index) => renewed[index], refresh)
  const cpu = cpuSeconds(pids.api) - cpuBefore
  const rotations = (await countRotations(infra, renewed)) - before
  if (rotations !== api.requests) {
    throw new Error(`${api.requests} answers, but ${rotations} rotations`)
  }
  await ageSessions(infra, renewed)
  await using peers = await openSessionPeers(String(env.DATABASE_URL), { connections: POOL })
  // It minds no token, so it may have each session more than once.
  const floor = await each(bench, (index) => renewed[index % renewed.length], peers.compareAndSwap)
  await peers.giveBack()
  return {
    ...{ perSecond: api.perSecond, floor: floor.perSecond },
    cpu: (1e6 * cpu) / api.requests,
  }
}

async function each(
  bench: Bench,
  sessionOf: (index: number) => OpenSession | undefined,
  work: (session: OpenSession) => Promise<void>,
) {
  const result = await closedLoop({
    ...{ connections: CONNECTIONS, seconds: seconds(bench, REFRESH_SECONDS) },
    signal: bench.signal,
    async send(index) {
      const session = sessionOf(index)
      if (session === undefined) throw new RangeError('there are too few sessions')
      await work(session)
    },
  })
  if (result.firstError !== undefined) throw result.firstError
  return result
}

const AT_LEAST = (bound: number): Target => ({ of: 'value', is: '>=', bound })
const NONE: Target = { of: 'value', is: '<=', bound: 0 }

function figuresOf(runs: readonly Run[]): Figure[] {
  const of = (pick: (run: Run) => number) => runs.map(pick)
  const alone = { name: 'alone', values: of((run) => run.alone.readP99) }
  const library = { name: 'jose alone', values: of(({ checks }) => checks.library) }
  const check = (
    name: string,
    key: Exclude<keyof TokenChecks, 'signing' | 'library'>,
    bound: number | null,
  ): Figure => ({
    ...{ name: `token check, ${name}`, unit: '/s of CPU', floor: library },
    values: of(({ checks }) => checks[key]),
    ...(bound === null ? {} : { target: AT_LEAST(bound) }),
  })
  const some = `beside ${SOME.perSecond} logins/s`
  const flood = `beside ${FLOOD.perSecond} logins/s`
  return [
    {
      ...{ name: `feed.list ${some}, p99`, unit: 'ms', floor: alone },
      values: of((run) => run.some.readP99),
      target: { of: 'ratio', is: '<=', bound: 1.2 },
    },
    {
      name: `${some}: done`,
      unit: '/s',
      values: of((run) => run.some.done),
      target: AT_LEAST(SOME.perSecond),
    },
    { name: `${some}: p99 of a login`, unit: 'ms', values: of((run) => run.some.signInP99) },
    {
      ...{ name: `feed.list ${flood}, p99`, unit: 'ms', floor: alone },
      values: of((run) => run.flood.readP99),
    },
    { name: `${flood}: done`, unit: '/s', values: of((run) => run.flood.done) },
    { name: `${flood}: told to come again`, unit: '/s', values: of((run) => run.flood.busy) },
    { name: `${flood}: p99 of a login`, unit: 'ms', values: of((run) => run.flood.signInP99) },
    {
      ...{ name: 'logins answered in any other way', unit: '%', target: NONE },
      values: of((run) => Math.max(run.some.failed, run.flood.failed)),
    },
    {
      ...{ name: 'feed.list failed', unit: '%', target: NONE },
      values: of((run) => Math.max(run.some.readsFailed, run.flood.readsFailed)),
    },
    check('seen a moment ago', 'justSeen', 6_000),
    check('seen a second ago', 'known', 6_000),
    check('seen by other processes alone', 'unseen', 6_000),
    check('seen by nobody', 'unused', null),
    {
      ...{ name: 'refresh over HTTP', unit: '/s', target: AT_LEAST(800) },
      values: of(({ refreshes }) => refreshes.perSecond),
      floor: { name: 'its SQL by pg alone', values: of(({ refreshes }) => refreshes.floor) },
    },
    {
      name: 'CPU of the API per refresh',
      unit: 'us',
      values: of(({ refreshes }) => refreshes.cpu),
      floor: { name: 'its signature, RS256', values: of(({ checks }) => checks.signing) },
    },
  ]
}

const NOTES: readonly string[] = [
  `Logins: ${PEOPLE} people with the right password, at a fixed rate, beside ${READS.perSecond} pages of ${READS.limit} posts a second at a fixed rate;`,
  `the p99 counts from when a request was due. What is told to come again is AUTH_BUSY with Retry-After.`,
  'Token check: what the API does for each request with an access token, in this process with 4 connections to PostgreSQL;',
  `${TOKENS.toLocaleString('en')} tokens, each once per figure, 32 at a time. Per second of CPU time of this process, without that of PostgreSQL.`,
  'The floor is jwtVerify of the same tokens. Seen a moment ago: answered from memory. Seen a second ago: the session is',
  'looked up again. Seen by nobody: the session is looked up, and that its token arrived is written down.',
  `Refresh: ${CONNECTIONS} requests under way, each of another session, by cookies as a browser sends them. Before each measurement the`,
  'sessions are aged by SQL, as if their tokens were a minute old: each answer is a rotation, which is counted in the database.',
  `The floor is the one statement that rotates, prepared, on as many connections (${POOL}) to PostgreSQL, fsync on.`,
  'Each answer has a new access token, whose RSA signature is the floor of its CPU time; ES256 (TOKEN_ALGORITHM) signs in an eighth of it.',
  'No rate limit is on. Generator, API, worker, PostgreSQL and Redis share the cores.',
]
