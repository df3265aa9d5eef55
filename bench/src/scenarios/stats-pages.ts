import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { type BesideFloor, startBesideFloor } from '../harness/beside-floor.ts'
import { fillSite } from '../harness/fill-site.ts'
import { fetchAway, get, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { type Latency, type Load, loadFigures, loadPages, summarise } from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { moveRevision } from '../harness/roll-up-rows.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { withServerTimes } from '../harness/server-times.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { resetStatements, statementTimes } from '../harness/statement-times.ts'

const MATCHES = 200_000
const PER_SECOND = 500
const P99_MS = 5
/** Of each load, per run. */
const SECONDS = 10
/** Of the load on each procedure alone. */
const SECONDS_EACH = 2
/** Pages of each procedure that are made anew, per run. */
const COLD_READS = 20
const DAY_MS = 86_400_000

/** What visitors open, per procedure; `$patch` stands for the latest one. */
const PAGES = {
  roleBoard: [{}, { patch: '$patch' }, { tier: 'high' }, { region: 'eu' }],
  agents: [{}, { patch: '$patch', role: 'duelist' }, { tier: 24 }],
  agent: [{ agent: 'jett' }, { agent: 'omen', patch: '$patch' }],
  tierList: [{}, { patch: '$patch', method: 'psScore' }],
  maps: [{}, { tier: 'low' }],
  map: [{ map: 'ascent' }, { map: 'bind', patch: '$patch' }],
  weapons: [{}, { agent: 'jett' }],
  comps: [{ minGames: 2 }, { map: 'ascent', minGames: 2, patch: '$patch' }],
  duos: [{}, { agent: 'jett' }, { map: 'ascent' }],
  trends: [
    { from: '$from', to: '$to' },
    { agent: 'jett', from: '$from', to: '$to', metric: 'pickRate' },
  ],
  distribution: [{}, { region: 'eu' }],
} as const satisfies Readonly<Record<string, readonly object[]>>
type Procedure = keyof typeof PAGES
const PROCEDURES = Object.keys(PAGES) as Procedure[]

export const statsPages: Scenario = {
  name: 'stats-pages',
  summary: 'all stats.* pages at 500 requests/s, open loop: p99 below 5 ms in the API',
  async run(plain) {
    const bench = withServerTimes(plain)
    const matches = scaled(bench, MATCHES)
    await using stack = await startStack(bench, async (infra) => {
      await fillSite(bench, infra, { matches })
    })
    const pages = await pagesOf(stack)
    const urls = [...pages.values()].flat().map(({ url }) => url)
    await using servers = await startBesideFloor(bench, {
      ...{ urls, pid: stack.pids.api, perSecond: PER_SECOND },
    })
    const runs = await inRuns(
      bench,
      (run) => measure(bench, { stack, pages, run, ...servers }),
      ({ warm }) => `p99 ${warm.server.p99.toFixed(1)} ms in the API`,
    )
    return {
      figures: figuresOf(runs),
      notes: [
        `${matches} matches; ${urls.length} different pages of ${PROCEDURES.length} procedures at ${PER_SECOND} requests/s in all.`,
        'Latency at the client from when a request was due, in the API from the parsed head to the end of the answer.',
        'Not cached: one request at a time at the client, each for a page that nobody has asked for; database: mean per page.',
        'The floor answers the same bytes from memory. Generator, API, worker and PostgreSQL share the cores.',
      ],
    }
  },
}

type Pages = ReadonlyMap<Procedure, readonly Page[]>

interface Page {
  readonly url: string
  /** The same page with something said that nobody has said before: an answer that is not cached. */
  readonly unseen: (n: number) => string
}

/** Throws when a page has nothing to show: an empty one is fast without meaning anything. */
async function pagesOf(stack: Stack): Promise<Pages> {
  const values = await latestOf(stack.infra)
  const fill = (input: object) =>
    Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, values.get(String(value)) ?? value]),
    )
  const pages = new Map<Procedure, Page[]>()
  for (const procedure of PROCEDURES) {
    const url = (input: object) => queryUrl(stack.url, `stats.${procedure}`, input)
    const inputs = PAGES[procedure].map(fill)
    for (const input of inputs) await requireContent(url(input))
    pages.set(
      procedure,
      inputs.map((input) => ({ url: url(input), unseen: (n) => url(vary(input, n)) })),
    )
  }
  return pages
}

/** Another sample size, which changes nothing but marks; for trends, as many days before others. */
function vary(input: Readonly<Record<string, unknown>>, n: number): object {
  if (input.from === undefined) return { ...input, minSample: 1_000 + n }
  const before = (day: unknown) => {
    return new Date(Date.parse(String(day)) - n * DAY_MS).toISOString().slice(0, 10)
  }
  return { ...input, from: before(input.from), to: before(input.to) }
}

async function requireContent(url: string): Promise<void> {
  const body = await get(url)
  if (body.length < 500) throw new Error(`${decodeURIComponent(url)} shows nothing: ${body}`)
}

/** The patches and days that `PAGES` names by what they are. */
async function latestOf({ db }: Infra): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ patch: string; first: string; last: string }>`
    select (select id from dimension where key = match.patch_key) as patch,
      (started_at - interval '30 days')::date::text as first, started_at::date::text as last
    from match order by match_key desc limit 1
  `.execute(db)
  const { patch = '', first = '', last = '' } = rows[0] ?? {}
  return new Map([
    ['$patch', patch],
    ['$from', first],
    ['$to', last],
  ])
}

/** Milliseconds, of pages that nobody has asked for yet. */
interface Cold extends Latency {
  /** Mean time of a page's own statements in PostgreSQL. */
  readonly database: number
}

interface Run {
  readonly floor: Load
  readonly warm: Load
  readonly live: Load
  /** In the API, when only pages of this procedure are asked for. */
  readonly alone: ReadonlyMap<Procedure, Latency>
  readonly cold: ReadonlyMap<Procedure, Cold>
}

async function measure(
  bench: Bench,
  on: Omit<BesideFloor, keyof AsyncDisposable> & {
    readonly stack: Stack
    readonly pages: Pages
    readonly run: number
  },
): Promise<Run> {
  const rate = { perSecond: PER_SECOND, seconds: SECONDS }
  const floor = await loadPages(bench, { ...on.floor, ...rate })
  for (const url of on.api.urls) await get(url)
  const warm = await loadPages(bench, { ...on.api, ...rate })
  const stop = new AbortController()
  const moving = moveRevision(on.stack.infra.db, stop.signal)
  const live = await loadPages(bench, { ...on.api, ...rate }).finally(() => stop.abort())
  await moving
  const alone = new Map<Procedure, Latency>()
  const cold = new Map<Procedure, Cold>()
  for (const [procedure, pages] of on.pages) {
    const urls = pages.map(({ url }) => url)
    for (const url of urls) await get(url)
    const { server } = await loadPages(bench, {
      ...{ urls, pid: on.api.pid },
      ...{ perSecond: PER_SECOND, seconds: SECONDS_EACH },
    })
    alone.set(procedure, server)
    cold.set(procedure, await readCold(bench, on.stack, { pages, run: on.run }))
  }
  return { floor, warm, live, alone, cold }
}

/** One request at a time. */
async function readCold(
  bench: Bench,
  { infra }: Stack,
  { pages, run }: { readonly pages: readonly Page[]; readonly run: number },
): Promise<Cold> {
  const reads = scaled(bench, COLD_READS)
  const latencies: number[] = []
  await resetStatements(infra)
  for (let index = 0; index < reads; index++) {
    bench.signal.throwIfAborted()
    const url = pages[index % pages.length]?.unseen(run * reads + index) ?? ''
    const started = performance.now()
    await fetchAway(url)
    latencies.push(performance.now() - started)
  }
  const own = (await statementTimes(infra)).filter(({ query }) => isRead(query))
  const database = own.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / reads
  return { ...summarise(latencies), database }
}

/** A read for a page, and nothing that the worker does meanwhile. */
function isRead(query: string): boolean {
  return /^(select|with)\b/.test(query) && /from "(\w+_rollup|rank_distribution)"/.test(query)
}

function figuresOf(runs: readonly Run[]): Figure[] {
  const floors = runs.map(({ floor }) => floor)
  const of = (loads: readonly Load[]) => ({ loads, floors, bound: P99_MS })
  return [
    ...loadFigures('cached', of(runs.map(({ warm }) => warm))),
    ...loadFigures('revision moves every second', of(runs.map(({ live }) => live))),
    ...PROCEDURES.map((procedure) => ({
      name: `${procedure} alone, p99 in the API`,
      unit: 'ms',
      values: runs.map(({ alone }) => alone.get(procedure)?.p99 ?? Number.NaN),
      target: { of: 'value', is: '<=', bound: P99_MS } as const,
    })),
    ...PROCEDURES.flatMap((procedure) =>
      (['p50', 'p99', 'database'] as const).map((share) => ({
        name: `${procedure}, not cached, ${share}`,
        unit: 'ms',
        values: runs.map(({ cold }) => cold.get(procedure)?.[share] ?? Number.NaN),
      })),
    ),
  ]
}
