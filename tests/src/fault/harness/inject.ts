import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Fault, ScheduledFault } from './schedule.ts'
import type { Servers } from './servers.ts'
import type { SupervisedWorker } from './worker.ts'

export interface Targets {
  readonly servers: Servers
  readonly worker: SupervisedWorker
}

/** A fault that was injected. */
export type InjectedFault = Fault & {
  /** Unix milliseconds. */
  readonly atMs: number
  /** Of the worker that was killed. */
  readonly pid: number | null
  /** Whether the kill met an open transaction. */
  readonly caught: boolean
}

/** How long a kill waits for a transaction to open before it comes anyway, milliseconds. */
const CATCH_WITHIN_MS = 3_000

/** Injects the faults one after the other, each not before its time. */
export async function injectAll(
  targets: Targets,
  schedule: readonly ScheduledFault[],
): Promise<readonly InjectedFault[]> {
  const start = performance.now()
  const injected: InjectedFault[] = []
  for (const { atMs, ...fault } of schedule) {
    await sleep(Math.max(0, start + atMs - performance.now()))
    injected.push(await inject(targets, fault))
  }
  return injected
}

async function inject({ servers, worker }: Targets, fault: Fault): Promise<InjectedFault> {
  if (fault.kind === 'kill-worker' && fault.moment === 'mid-transaction') {
    return killMidTransaction({ servers, worker }, fault)
  }
  const atMs = Date.now()
  if (fault.kind === 'kill-worker') {
    return { ...fault, atMs, pid: await worker.kill(), caught: false }
  }
  if (fault.kind === 'kill-redis') await servers.killRedis()
  else await servers.restartPostgres(fault.signal)
  return { ...fault, atMs, pid: null, caught: false }
}

/**
 * The last write of a roll-up is to `stats_state`. Holding that row makes the next roll-up wait with its
 * matches claimed and its sums added: the worst moment there is.
 */
async function killMidTransaction(targets: Targets, fault: Fault): Promise<InjectedFault> {
  const client = new pg.Client({ connectionString: targets.servers.databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select from stats_state for update')
    const caught = await isWorkerWaiting(client)
    const atMs = Date.now()
    return { ...fault, atMs, pid: await targets.worker.kill(), caught }
  } finally {
    await client.end()
  }
}

async function isWorkerWaiting(client: pg.Client): Promise<boolean> {
  const deadline = performance.now() + CATCH_WITHIN_MS
  while (performance.now() < deadline) {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where application_name = 'loadout-worker' and wait_event_type = 'Lock'`,
    )
    if (rowCount !== null && rowCount > 0) return true
    await sleep(10)
  }
  return false
}
