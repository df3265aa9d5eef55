import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { type FloorServer, startFloorServer } from '../harness/floor-server.ts'
import { fetchAway, get, queryUrl } from '../harness/http.ts'
import { openLoop } from '../harness/open-loop.ts'
import { cpuSeconds } from '../harness/process-usage.ts'
import type { Figure } from '../harness/report.ts'
import { insertRollupRows, SHAPE, touchRevision } from '../harness/roll-up-rows.ts'
import { type Bench, RUNS, type Scenario, scaled } from '../harness/scenario.ts'
import { takeServerTimes, withServerTimes } from '../harness/server-times.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { median, percentile } from '../harness/statistics.ts'

const PER_SECOND = 500
/** Of each load, per run. */
const SECONDS = 10
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
    const file = join(bench.dir, 'board.json')
    writeFileSync(file, await get(urls[0] ?? ''))
    await using floor = await startFloorServer(bench, file)
    const runs: Run[] = []
    for (const url of urls) await get(url)
    await load(bench, { urls, pid: stack.pids.api, seconds: 3 })
    for (let index = 0; index < RUNS; index++) {
      const run = await measure(bench, { stack, pages, floor })
      bench.say(`run ${index + 1}: p99 ${run.warm.server.p99.toFixed(1)} ms in the API`)
      runs.push(run)
    }
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

/** Milliseconds. */
interface Latency {
  readonly p50: number
  readonly p99: number
}

/** What the client waited, from when a request was due, and what of it the server says it took. */
interface Load extends Latency {
  readonly server: Latency
  /** The longest time in which the server took up no request. */
  readonly stall: number
  /** CPU time of the server per request, microseconds. */
  readonly cpu: number
  /** Requests that were not answered 200, percent. */
  readonly failed: number
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
  on: { readonly stack: Stack; readonly pages: Pages; readonly floor: FloorServer },
): Promise<Run> {
  const { stack, pages } = on
  const api = { urls: pages.hot, pid: stack.pids.api }
  const floor = await load(bench, { urls: [on.floor.url], pid: on.floor.pid })
  for (const url of pages.hot) await get(url)
  const warm = await load(bench, api)
  const stop = new AbortController()
  const moving = moveRevision(stack, stop.signal)
  const live = await load(bench, api).finally(() => stop.abort())
  await moving
  return {
    ...{ floor, warm, live },
    coldAll: await readCold(bench, pages.coldAll),
    coldPatch: await readCold(bench, pages.coldPatch),
  }
}

async function load(
  bench: Bench,
  on: { readonly urls: readonly string[]; readonly pid: number; readonly seconds?: number },
): Promise<Load> {
  const { urls, pid, seconds = SECONDS } = on
  await takeServerTimes(bench, pid)
  const before = cpuSeconds(pid)
  const { latencies, errors, firstError } = await openLoop({
    perSecond: PER_SECOND,
    seconds: Math.max(1, seconds * bench.env.scale),
    signal: bench.signal,
    send: async (index) => {
      await fetchAway(urls[index % urls.length] ?? '')
    },
  })
  if (firstError !== undefined) bench.say(`${errors} requests failed, first: ${firstError}`)
  const requests = errors + latencies.length
  const server = await takeServerTimes(bench, pid)
  return {
    ...summarise(latencies),
    server: summarise(server.latencies),
    stall: server.stall,
    cpu: (1e6 * (cpuSeconds(pid) - before)) / requests,
    failed: (100 * errors) / requests,
  }
}

/** Once a second, as ingestion at a moderate rate would. */
async function moveRevision(stack: Stack, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(1_000, undefined, { signal })) {
      await touchRevision(stack.infra.db)
    }
  } catch (error) {
    if (!signal.aborted) throw error
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

function summarise(latencies: readonly number[]): Latency {
  return { p50: median(latencies), p99: percentile(latencies, 0.99) }
}

const LOADS = { warm: 'cached', live: 'revision moves every second' } as const
const COLD = { coldPatch: 'one patch, not cached', coldAll: 'all patches, not cached' } as const
const SHARES = ['p50', 'p99'] as const

function figuresOf(runs: readonly Run[]): Figure[] {
  const below = { of: 'value', is: '<=', bound: 5 } as const
  const figure = (name: string, unit: string, of: (run: Run) => number): Figure => ({
    ...{ name, unit },
    values: runs.map(of),
  })
  const besideFloor = (name: string, unit: string, of: (load: Load) => number) => (load: Name) => ({
    ...figure(`${LOADS[load]}, ${name}`, unit, (run) => of(run[load])),
    floor: { name: 'bare server', values: runs.map((run) => of(run.floor)) },
  })
  type Name = keyof typeof LOADS
  const loads = Object.keys(LOADS) as Name[]
  const cold = Object.keys(COLD) as (keyof typeof COLD)[]
  return [
    ...loads.flatMap((load) => [
      ...SHARES.map((share) => ({
        ...besideFloor(`${share} in the API`, 'ms', ({ server }) => server[share])(load),
        ...(share === 'p99' ? { target: below } : {}),
      })),
      ...SHARES.map((share) =>
        besideFloor(`${share} at the client`, 'ms', (of) => of[share])(load),
      ),
      besideFloor('longest stall of the API', 'ms', ({ stall }) => stall)(load),
      besideFloor('CPU per request', 'us', ({ cpu }) => cpu)(load),
      {
        ...figure(`${LOADS[load]}, failed`, '%', (run) => run[load].failed),
        target: { ...below, bound: 0 },
      },
    ]),
    ...cold.flatMap((load) =>
      SHARES.map((share) => figure(`${COLD[load]}, ${share}`, 'ms', (run) => run[load][share])),
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
