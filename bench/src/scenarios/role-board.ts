import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { startFloorServer } from '../harness/floor-server.ts'
import { fetchAway, get, queryUrl } from '../harness/http.ts'
import { openLoop } from '../harness/open-loop.ts'
import type { Figure } from '../harness/report.ts'
import { insertRollupRows, SHAPE, touchRevision } from '../harness/roll-up-rows.ts'
import { type Bench, RUNS, type Scenario, scaled } from '../harness/scenario.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { median, percentile } from '../harness/statistics.ts'

const PER_SECOND = 500
/** Of each load, per run. */
const SECONDS = 10
/** Answers asked for with nothing cached, per kind and run. */
const COLD_READS = 40

export const roleBoard: Scenario = {
  name: 'role-board',
  summary: 'stats.roleBoard at 500 requests/s, open loop: p99 below 10 ms',
  async run(bench) {
    await using stack = await startStack(bench)
    const { agentRows, mapRows, patches } = await insertRollupRows(stack.infra)
    bench.say(`${agentRows} agent rows, ${mapRows} map rows`)
    const urls = pagesOf(stack.url, patches)
    const file = join(bench.dir, 'board.json')
    writeFileSync(file, await get(urls[0] ?? ''))
    await using floor = await startFloorServer(bench, file)
    const runs: Run[] = []
    for (const url of urls) await get(url)
    await load(bench, urls, 3)
    for (let index = 0; index < RUNS; index++) {
      runs.push(await measure(bench, { stack, urls, floorUrl: floor.url }))
      bench.say(`run ${index + 1}: p99 ${runs.at(-1)?.warm.p99.toFixed(1)} ms`)
    }
    return { figures: figuresOf(runs), notes: notesOf({ agentRows, mapRows, pages: urls.length }) }
  },
}

/** What visitors open: the board of all patches, of each patch, and of each tier bucket of the latest. */
function pagesOf(base: string, patches: readonly string[]): readonly string[] {
  const latest = patches.at(-1)
  const inputs = [
    { queue: 'competitive', top: 3 },
    ...patches.map((patch) => ({ queue: 'competitive', patch, top: 3 })),
    ...['low', 'mid', 'high'].map((tier) => ({
      queue: 'competitive',
      patch: latest,
      tier,
      top: 3,
    })),
  ]
  return inputs.map((input) => queryUrl(base, 'stats.roleBoard', input))
}

interface Latency {
  readonly p50: number
  readonly p99: number
  /** Requests that were not answered 200, percent. */
  readonly failed: number
}

/** Milliseconds, from when a request was due. */
interface Run {
  readonly floor: Latency
  readonly warm: Latency
  readonly live: Latency
  readonly coldAll: Latency
  readonly coldPatch: Latency
}

async function measure(
  bench: Bench,
  on: { readonly stack: Stack; readonly urls: readonly string[]; readonly floorUrl: string },
): Promise<Run> {
  const { stack, urls, floorUrl } = on
  const [all = '', ...patches] = urls
  const floor = await load(bench, [floorUrl])
  for (const url of urls) await get(url)
  const warm = await load(bench, urls)
  const stop = new AbortController()
  const moving = moveRevision(stack, stop.signal)
  const live = await load(bench, urls).finally(() => stop.abort())
  await moving
  return {
    ...{ floor, warm, live },
    coldAll: await readCold(bench, stack, [all]),
    coldPatch: await readCold(bench, stack, patches),
  }
}

async function load(bench: Bench, urls: readonly string[], seconds = SECONDS): Promise<Latency> {
  const { latencies, errors, firstError } = await openLoop({
    perSecond: PER_SECOND,
    seconds: Math.max(1, seconds * bench.env.scale),
    signal: bench.signal,
    send: async (index) => {
      await fetchAway(urls[index % urls.length] ?? '')
    },
  })
  if (firstError !== undefined) bench.say(`${errors} requests failed, first: ${firstError}`)
  return summarise(latencies, errors)
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

/** One request at a time, each after the revision has moved. */
async function readCold(bench: Bench, stack: Stack, urls: readonly string[]): Promise<Latency> {
  const latencies: number[] = []
  for (let index = 0; index < scaled(bench, COLD_READS); index++) {
    bench.signal.throwIfAborted()
    await touchRevision(stack.infra.db)
    const started = performance.now()
    await fetchAway(urls[index % urls.length] ?? '')
    latencies.push(performance.now() - started)
  }
  return summarise(latencies)
}

function summarise(latencies: readonly number[], errors = 0): Latency {
  const failed = (100 * errors) / (errors + latencies.length)
  return { p50: median(latencies), p99: percentile(latencies, 0.99), failed }
}

function figuresOf(runs: readonly Run[]): Figure[] {
  const target = { of: 'value', is: '<=', bound: 10 } as const
  const names = {
    warm: 'cached',
    live: 'revision moves every second',
    coldPatch: 'one patch, not cached',
    coldAll: 'all patches, not cached',
  } as const
  const loads = Object.keys(names) as (keyof typeof names)[]
  const latencies = loads.flatMap((load) =>
    (['p50', 'p99'] as const).map(
      (share): Figure => ({
        name: `${names[load]}, ${share}`,
        unit: 'ms',
        values: runs.map((run) => run[load][share]),
        floor: { name: 'bare server', values: runs.map((run) => run.floor[share]) },
        ...(load === 'warm' && share === 'p99' ? { target } : {}),
      }),
    ),
  )
  const failures = (['warm', 'live'] as const).map(
    (load): Figure => ({
      name: `${names[load]}, failed, worst run`,
      unit: '%',
      values: [Math.max(...runs.map((run) => run[load].failed))],
      target: { of: 'value', is: '<=', bound: 0 },
    }),
  )
  return [...latencies, ...failures]
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
    'not cached: one request at a time after the revision moved. The floor answers the same bytes from memory.',
  ]
}
