import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Bench } from './scenario.ts'

const WAIT_MS = 5_000

/** The same benchmark, but every Node process it starts times its own HTTP requests. */
export function withServerTimes(bench: Bench): Bench {
  const probe = pathToFileURL(join(import.meta.dirname, 'server-times-probe.ts'))
  probe.searchParams.set('dir', bench.dir)
  const inherited = { ...bench.env.inherited, NODE_OPTIONS: `--import=${probe.href}` }
  return { ...bench, env: { ...bench.env, inherited } }
}

/** What a server saw of its own work, milliseconds. */
export interface ServerTimes {
  /** From the parsed head of a request to the end of its answer, of every request. */
  readonly latencies: readonly number[]
  /** The longest time in which the event loop took nothing up. */
  readonly stall: number
}

/** Of everything since this was last asked. Throws when the process does not tell. */
export async function takeServerTimes(bench: Bench, pid: number): Promise<ServerTimes> {
  const file = join(bench.dir, `${pid}.json`)
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (const deadline = performance.now() + WAIT_MS; performance.now() < deadline; ) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
    await sleep(5)
  }
  throw new Error(`process ${pid} does not time its requests`)
}
