import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../../scripts/services/ports.ts'
import { startPostgres } from '../../../scripts/services/postgres.ts'
import { startRedis } from '../../../scripts/services/redis.ts'
import { copyCheckout } from '../harness/checkout.ts'
import { type StartTimes, timeStart } from '../harness/npm-start.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, RUNS, type Scenario } from '../harness/scenario.ts'

export const start: Scenario = {
  name: 'start',
  summary: 'npm start to visible demo data: at most 90 s with empty caches, 10 s warm',
  async run(bench) {
    const checkout = join(bench.dir, 'checkout')
    copyCheckout(bench.root, checkout)
    const runs: StartTimes[] = []
    for (let index = 0; index <= RUNS; index++) {
      runs.push(await startOnce(bench, checkout, index))
      const { ready, demo } = runs.at(-1) ?? { ready: 0, demo: 0 }
      bench.say(
        `${index === 0 ? 'cold' : 'warm'}: ready ${ready.toFixed(1)} s, demo ${demo.toFixed(1)} s`,
      )
    }
    const [cold, ...warm] = runs
    if (cold === undefined) throw new Error('there was no cold start')
    const services: number[] = []
    for (let index = 0; index < RUNS; index++) services.push(await timeServices(bench))
    return {
      figures: [...coldFigures(cold), ...warmFigures(warm, services), leftovers(runs)],
      notes: [
        'A copy of the working tree without ignored files; npm cache, pnpm store, caches and home of Loadout empty.',
        'One cold start, because each downloads everything; its floor is the installation inside it, as the boot reports it.',
        'Floor of a warm start: its PostgreSQL and Redis alone, started by the same code.',
      ],
    }
  },
}

async function startOnce(bench: Bench, checkout: string, index: number): Promise<StartTimes> {
  const port = await freePort()
  const cache = (name: string) => {
    const folder = join(bench.dir, 'caches', name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  return timeStart({
    checkout,
    port,
    logFile: join(bench.dir, `start-${index}.log`),
    signal: bench.signal,
    env: {
      ...bench.env.inherited,
      npm_config_cache: cache('npm'),
      PNPM_HOME: cache('pnpm'),
      XDG_CACHE_HOME: cache('xdg-cache'),
      XDG_DATA_HOME: cache('xdg-data'),
      XDG_STATE_HOME: cache('xdg-state'),
      PORT: String(port),
      WORKER_PORT: String(await freePort()),
    },
  })
}

/** Seconds until PostgreSQL and Redis are ready on the data that the starts have left. */
async function timeServices(bench: Bench): Promise<number> {
  const home = join(bench.dir, 'checkout/.loadout')
  const started = performance.now()
  const services = await Promise.all([
    startPostgres({ dir: join(home, 'postgres') }),
    startRedis({ dir: join(home, 'redis') }),
  ])
  const seconds = (performance.now() - started) / 1_000
  for (const service of services) await service.stop()
  return seconds
}

function coldFigures(cold: StartTimes): Figure[] {
  const installed = [...cold.output.matchAll(/^\[toolchain\] \S+ in ([\d.]+) s$/gm)]
  const seconds = installed.reduce((sum, [, text]) => sum + Number(text), 0)
  const floor = { name: 'installation', values: [seconds] }
  return [
    { name: 'cold: until ready', unit: 's', values: [cold.ready], floor },
    {
      name: 'cold: until demo data is visible',
      unit: 's',
      values: [cold.demo],
      floor,
      target: { of: 'value', is: '<=', bound: 90 },
    },
  ]
}

function warmFigures(warm: readonly StartTimes[], services: readonly number[]): Figure[] {
  const floor = { name: 'services alone', values: services }
  const target = { of: 'value', is: '<=', bound: 10 } as const
  return [
    { name: 'warm: until ready', unit: 's', values: warm.map(({ ready }) => ready), floor },
    {
      name: 'warm: until data is visible',
      unit: 's',
      values: warm.map(({ demo }) => demo),
      floor,
      target,
    },
    { name: 'SIGTERM until all are gone', unit: 's', values: warm.map(({ stop }) => stop), target },
  ]
}

function leftovers(runs: readonly StartTimes[]): Figure {
  return {
    name: 'processes left behind',
    unit: '',
    values: [Math.max(...runs.map(({ leftover }) => leftover))],
    target: { of: 'value', is: '<=', bound: 0 },
  }
}
