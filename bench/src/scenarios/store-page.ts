import { productPageText } from '@loadout/core/storefront'
import { createPrng, type Prng } from '@loadout/simulator'
import { closedLoop } from '../harness/closed-loop.ts'
import { startGames } from '../harness/fill-games.ts'
import { startShop } from '../harness/fill-shop.ts'
import { startSqlFloor } from '../harness/floor-server.ts'
import { fetchAway, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { lastTenth } from '../harness/last-tenth.ts'
import {
  type Latency,
  type Load,
  loadFigures,
  loadPages,
  summarise,
  type Target,
} from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { withServerTimes } from '../harness/server-times.ts'
import type { Services } from '../harness/services.ts'
import { type Stack, startApi, startStack } from '../harness/stack.ts'
import { type Statement, statementOf } from '../harness/statement-of.ts'

const PER_SECOND = 1_000
const SECONDS = 10
/** Of a measurement of throughput. */
const FULL_SECONDS = 5
const CONNECTIONS = 32
/** Of API and floor alike, to PostgreSQL. */
const POOL = 10
/** Pages that fit into the API's memory for answers. */
const HOT = 500
/** Pages that are the first to be asked for, one at a time. */
const FIRST = 200
const SHARE = 0.6
const P99_MS = 20

const KINDS = {
  merchandise: startShop,
  games: startGames,
} as const satisfies Readonly<Record<string, (bench: Bench) => Promise<Services>>>
type Kind = keyof typeof KINDS

export const storePage: Scenario = {
  name: 'store-page',
  summary:
    'catalog.productPage: >= 60 % of a bare server that runs its SQL; p99 < 20 ms at 1,000/s',
  async run(plain) {
    const bench = withServerTimes(plain)
    const figures: Figure[] = []
    const counts: string[] = []
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const { runs, first, pages } = await measureKind(bench, kind)
      figures.push(...figuresOf(kind, runs), ...firstFigures(kind, first))
      counts.push(`${pages.toLocaleString('en')} pages of ${kind}`)
    }
    return {
      figures,
      notes: [
        `Random ids of the last tenth of the products: ${counts.join(', ')}.`,
        `Throughput: ${CONNECTIONS} connections, as fast as they are answered. The floor is a bare node:http server that runs the same`,
        `prepared statement on ${POOL} connections and keeps nothing. New: the API has too little memory to keep answers, so that each`,
        `is made anew; kept: of ${HOT} pages in turn, whose version is looked up each time. First: one at a time, right after PostgreSQL started.`,
        'Generator, API, worker and PostgreSQL share the cores.',
      ],
    }
  },
}

interface Measured {
  readonly runs: readonly Run[]
  readonly first: Latency
  readonly pages: number
}

async function measureKind(bench: Bench, kind: Kind): Promise<Measured> {
  await using stack = await startStack(bench, undefined, KINDS[kind])
  const ids = await lastTenth(stack.infra, 'product')
  await using fresh = await startApi(bench, stack, { READ_CACHE_MB: '1' })
  const first = await readFirst(bench, stack, ids)
  const statement = await pageStatement(stack)
  const databaseUrl = String(stack.env.DATABASE_URL)
  await using floor = await startSqlFloor(bench, { databaseUrl, statement, connections: POOL })
  const prng = createPrng(`store-page/${kind}`)
  const targets: Targets = {
    floor: { urls: shuffled(prng, ids).map((id) => `${floor.url}/${id}`), pid: floor.pid },
    fresh: { urls: shuffled(prng, ids).map((id) => pageUrl(fresh.url, id)), pid: fresh.pid },
    kept: {
      urls: shuffled(prng, ids)
        .slice(0, HOT)
        .map((id) => pageUrl(stack.url, id)),
      pid: stack.pids.api,
    },
  }
  // PostgreSQL has every page in memory, whoever comes first, and all code is compiled.
  for (const target of Object.values(targets)) await fullLoad(bench, target, 2)
  const runs = await inRuns(
    bench,
    () => measure(bench, targets),
    ({ full }) => `${kind} ${full.fresh.toFixed(0)}/s beside ${full.floor.toFixed(0)}/s`,
  )
  return { runs, first, pages: ids.length }
}

/** No other parameter is this number. */
const SOME_ID = 2_000_000_011

/** With null for the id. */
async function pageStatement({ infra }: Stack): Promise<Statement> {
  const { text, parameters } = await statementOf((db) =>
    productPageText({ ...infra, db }, { idOrSlug: SOME_ID }),
  )
  return { text, parameters: parameters.map((value) => (value === SOME_ID ? null : value)) }
}

const pageUrl = (base: string, id: number) =>
  queryUrl(base, 'catalog.productPage', { idOrSlug: id })
const shuffled = (prng: Prng, ids: readonly number[]) => prng.shuffled(ids)

const TARGETS = ['floor', 'fresh', 'kept'] as const
type Targets = Readonly<Record<(typeof TARGETS)[number], Target>>

interface Run {
  /** Requests a second, as many as it takes. */
  readonly full: Readonly<Record<keyof Targets, number>>
  /** At a fixed rate. */
  readonly open: Readonly<Record<keyof Targets, Load>>
}

async function measure(bench: Bench, targets: Targets): Promise<Run> {
  const { floor, fresh, kept } = targets
  const rate = { perSecond: PER_SECOND, seconds: SECONDS }
  return {
    full: {
      floor: await fullLoad(bench, floor, FULL_SECONDS),
      fresh: await fullLoad(bench, fresh, FULL_SECONDS),
      kept: await fullLoad(bench, kept, FULL_SECONDS),
    },
    open: {
      floor: await loadPages(bench, { ...floor, ...rate }),
      fresh: await loadPages(bench, { ...fresh, ...rate }),
      kept: await loadPages(bench, { ...kept, ...rate }),
    },
  }
}

/** Requests a second. Throws when one fails. */
async function fullLoad(bench: Bench, { urls }: Target, seconds: number): Promise<number> {
  const { perSecond, firstError } = await closedLoop({
    connections: CONNECTIONS,
    seconds: Math.max(1, seconds * bench.env.scale),
    signal: bench.signal,
    send: (index) => fetchAway(urls[index % urls.length] ?? ''),
  })
  if (firstError !== undefined) throw firstError
  return perSecond
}

/** Nobody has asked for anything yet, and the database has just been started. */
async function readFirst(bench: Bench, stack: Stack, ids: readonly number[]): Promise<Latency> {
  const latencies: number[] = []
  const prng = createPrng('store-page/first')
  for (let index = 0; index < scaled(bench, FIRST); index++) {
    bench.signal.throwIfAborted()
    const url = pageUrl(stack.url, prng.pick(ids))
    const started = performance.now()
    await fetchAway(url)
    latencies.push(performance.now() - started)
  }
  return summarise(latencies)
}

function figuresOf(kind: Kind, runs: readonly Run[]): Figure[] {
  const floors = runs.map(({ open }) => open.floor)
  const throughput = (name: string, of: keyof Targets): Figure => ({
    name: `${kind}, ${name}, throughput`,
    unit: '/s',
    values: runs.map(({ full }) => full[of]),
    floor: { name: 'bare server', values: runs.map(({ full }) => full.floor) },
  })
  const open = (name: string, of: keyof Targets) =>
    loadFigures(`${kind}, ${name}, ${PER_SECOND}/s`, {
      ...{ loads: runs.map((run) => run.open[of]), floors },
      bound: P99_MS,
    })
  return [
    { ...throughput('new', 'fresh'), target: { of: 'ratio', is: '>=', bound: SHARE } },
    throughput('kept', 'kept'),
    ...open('new', 'fresh'),
    ...open('kept', 'kept'),
  ]
}

function firstFigures(kind: Kind, first: Latency): Figure[] {
  return (['p50', 'p99'] as const).map((share) => ({
    name: `${kind}, first, ${share}`,
    unit: 'ms',
    values: [first[share]],
  }))
}
