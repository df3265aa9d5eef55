import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FloorServer, startFloorServer } from './floor-server.ts'
import { fetchAway, get } from './http.ts'
import { openLoop } from './open-loop.ts'
import { cpuSeconds } from './process-usage.ts'
import type { Figure } from './report.ts'
import type { Bench } from './scenario.ts'
import { takeServerTimes } from './server-times.ts'
import { median, percentile } from './statistics.ts'

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

/** What the client waited, from when a request was due, and what of it the server says it took. */
export interface Load extends Latency {
  readonly server: Latency
  /** The longest time in which the server took up no request. */
  readonly stall: number
  /** CPU time of the server per request, microseconds. */
  readonly cpu: number
  /** Requests that were not answered as they should be, percent. */
  readonly failed: number
}

/** What is asked, in turn, and of which process. */
export interface Target {
  readonly urls: readonly string[]
  readonly pid: number
  /** Does a request of another kind in place of the one with this number; null: asks as always. */
  readonly instead?: (index: number) => Promise<void> | null
}

/** Asks at a fixed rate. The bench must be one of `withServerTimes`. */
export async function loadPages(
  bench: Bench,
  {
    urls,
    pid,
    instead,
    ...rate
  }: Target & { readonly perSecond: number; readonly seconds: number },
): Promise<Load> {
  await takeServerTimes(bench, pid)
  const before = cpuSeconds(pid)
  const { latencies, errors, firstError } = await openLoop({
    perSecond: rate.perSecond,
    seconds: Math.max(1, rate.seconds * bench.env.scale),
    signal: bench.signal,
    send: (index) => instead?.(index) ?? fetchAway(urls[index % urls.length] ?? ''),
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

export function summarise(latencies: readonly number[]): Latency {
  return { p50: median(latencies), p99: percentile(latencies, 0.99) }
}

/** A bare server with the answers to these URLs, each asked for once: the same bytes in the same order. */
export async function startFloorOf(
  bench: Bench,
  urls: readonly string[],
): Promise<Target & { readonly server: FloorServer }> {
  const files: string[] = []
  // One after the other: so many at once would be a load of their own.
  for (const [index, url] of urls.entries()) {
    const file = join(bench.dir, `page-${index}.json`)
    writeFileSync(file, await get(url))
    files.push(file)
  }
  const server = await startFloorServer(bench, ...files)
  return { urls: urls.map((_, index) => `${server.url}/${index}`), pid: server.pid, server }
}

/** The figures of one kind of load beside the floor; `bound` is for the 99th percentile in the server, ms. */
export function loadFigures(
  name: string,
  {
    loads,
    floors,
    bound,
  }: {
    readonly loads: readonly Load[]
    readonly floors: readonly Load[]
    readonly bound: number
  },
): Figure[] {
  const figure = (what: string, unit: string, of: (load: Load) => number): Figure => ({
    name: `${name}, ${what}`,
    unit,
    values: loads.map(of),
    floor: { name: 'bare server', values: floors.map(of) },
  })
  return [
    figure('p50 in the API', 'ms', ({ server }) => server.p50),
    {
      ...figure('p99 in the API', 'ms', ({ server }) => server.p99),
      target: { of: 'value', is: '<=', bound },
    },
    figure('p50 at the client', 'ms', ({ p50 }) => p50),
    figure('p99 at the client', 'ms', ({ p99 }) => p99),
    figure('longest stall of the API', 'ms', ({ stall }) => stall),
    figure('CPU per request', 'us', ({ cpu }) => cpu),
    {
      name: `${name}, failed`,
      unit: '%',
      values: loads.map(({ failed }) => failed),
      target: { of: 'value', is: '<=', bound: 0 },
    },
  ]
}
