import { type BesideFloor, startBesideFloor } from '../harness/beside-floor.ts'
import { fetchAway, get, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { type Latency, type Load, loadFigures, loadPages, summarise } from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { insertRollupRows, moveRevision, SHAPE } from '../harness/roll-up-rows.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { withServerTimes } from '../harness/server-times.ts'
import { type Stack, startStack } from '../harness/stack.ts'

const PER_SECOND = 500
/** Of each load, per run. */
const SECONDS = 10
const P99_MS = 5
/** Answers asked for with nothing cached, per kind and run. */
const COLD_READS = 40

export const roleBoard: Scenario = {
  name: 'role-board',
  summary: 'stats.roleBoard at 500 requests/s, open loop: p99 below 5 ms in the API',
  async run(plain) {
    const bench = withServerTimes(plain)
    await using stack = await startStack(bench)
    const { agentRows, mapRows, patches } = await insertRollupRows(stack.infra)
    bench.say(`${agentRows} agent rows, ${mapRows} map rows`)
    const pages = pagesOf(stack.url, patches)
    const urls = pages.hot
    await using servers = await startBesideFloor(bench, {
      ...{ urls, pid: stack.pids.api, perSecond: PER_SECOND },
    })
    const runs = await inRuns(
      bench,
      () => measure(bench, { stack, pages, ...servers }),
      ({ warm }) => `p99 ${warm.server.p99.toFixed(1)} ms in the API`,
    )
    return { figures: figuresOf(runs), notes: notesOf({ agentRows, mapRows, pages: urls.length }) }
  },
}

interface Pages {
  /** What visitors open: the board of all patches, of each patch, and of each tier bucket of the latest. */
  readonly hot: readonly string[]
  /** Boards of one tier over all patches, and of one patch over all tiers: each is asked for once. */
  readonly coldAll: Iterator<string>
  readonly coldPatch: Iterator<string>
}

const TOP = 3
/** Other numbers of agents per role: other pages, made from the same rows. */
const RARE_TOPS = [4, 5, 6, 7, 8, 9] as const

function pagesOf(base: string, patches: readonly string[]): Pages {
  const url = (input: object) =>
    queryUrl(base, 'stats.roleBoard', { queue: 'competitive', top: TOP, ...input })
  const { tiers, lowestTier } = SHAPE
  const tierNumbers = Array.from({ length: tiers }, (_, index) => lowestTier + index)
  return {
    hot: [
      url({}),
      ...patches.map((patch) => url({ patch })),
      ...['low', 'mid', 'high'].map((tier) => url({ patch: patches.at(-1), tier })),
    ],
    coldAll: RARE_TOPS.flatMap((top) => tierNumbers.map((tier) => url({ tier, top }))).values(),
    coldPatch: RARE_TOPS.flatMap((top) => patches.map((patch) => url({ patch, top }))).values(),
  }
}

interface Run {
  readonly floor: Load
  readonly warm: Load
  readonly live: Load
  readonly coldAll: Latency
  readonly coldPatch: Latency
}

async function measure(
  bench: Bench,
  on: Omit<BesideFloor, keyof AsyncDisposable> & { readonly stack: Stack; readonly pages: Pages },
): Promise<Run> {
  const { stack, pages } = on
  const rate = { perSecond: PER_SECOND, seconds: SECONDS }
  const floor = await loadPages(bench, { ...on.floor, ...rate })
  for (const url of pages.hot) await get(url)
  const warm = await loadPages(bench, { ...on.api, ...rate })
  const stop = new AbortController()
  const moving = moveRevision(stack.infra.db, stop.signal)
  const live = await loadPages(bench, { ...on.api, ...rate }).finally(() => stop.abort())
  await moving
  return {
    ...{ floor, warm, live },
    coldAll: await readCold(bench, pages.coldAll),
    coldPatch: await readCold(bench, pages.coldPatch),
  }
}

/** One request at a time, each for a page that nobody has asked for yet. */
async function readCold(bench: Bench, urls: Iterator<string>): Promise<Latency> {
  const latencies: number[] = []
  for (let index = 0; index < scaled(bench, COLD_READS); index++) {
    bench.signal.throwIfAborted()
    const { value, done } = urls.next()
    if (done === true) break
    const started = performance.now()
    await fetchAway(value)
    latencies.push(performance.now() - started)
  }
  return summarise(latencies)
}

const COLD = { coldPatch: 'one patch, not cached', coldAll: 'all patches, not cached' } as const

function figuresOf(runs: readonly Run[]): Figure[] {
  const floors = runs.map(({ floor }) => floor)
  const of = (loads: readonly Load[]) => ({ loads, floors, bound: P99_MS })
  const cold = Object.keys(COLD) as (keyof typeof COLD)[]
  return [
    ...loadFigures('cached', of(runs.map(({ warm }) => warm))),
    ...loadFigures('revision moves every second', of(runs.map(({ live }) => live))),
    ...cold.flatMap((load) =>
      (['p50', 'p99'] as const).map((share) => ({
        name: `${COLD[load]}, ${share}`,
        unit: 'ms',
        values: runs.map((run) => run[load][share]),
      })),
    ),
  ]
}

function notesOf(of: {
  readonly agentRows: number
  readonly mapRows: number
  readonly pages: number
}): readonly string[] {
  const { patches, maps, agents, tiers } = SHAPE
  return [
    `Roll-up rows were inserted directly: ${of.agentRows} agent rows (${patches} patches x ${maps} maps x ${tiers} tiers x ${agents} agents),`,
    `${of.mapRows} map rows. ${of.pages} different pages at ${PER_SECOND} requests/s in all, latency from when a request was due;`,
    'in the API: from the parsed head of a request to the end of its answer. Generator and server share the cores.',
    'Not cached: one request at a time, each for another page. The floor answers the same bytes from memory.',
  ]
}
