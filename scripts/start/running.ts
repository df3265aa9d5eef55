import type { Service } from '../services/daemon.ts'
import type { Program } from './program.ts'

/** What a start has brought up so far. It is filled as things start, so a failed start can be undone. */
export type Running = {
  readonly programs: Program[]
  redis?: Service
  postgres?: Service
}

// Ten seconds is what service managers and people give; the rest is for this process itself.
const TOTAL_MS = 9_000
const DRAIN_MS = 6_000
const REDIS_MS = 1_000

/** Ends everything within nine seconds: programs drain first, while Redis and PostgreSQL are still there. */
export async function shutDown({ programs, redis, postgres }: Running): Promise<void> {
  const started = performance.now()
  await Promise.all(programs.map((program) => program.stop(DRAIN_MS)))
  await redis?.stop(REDIS_MS)
  await postgres?.stop(TOTAL_MS - (performance.now() - started))
}

/** Resolves with what ended by itself, or with undefined when the signal asks to stop. */
export function firstEnd(running: Running, signal: AbortSignal): Promise<Error | undefined> {
  const ended = (name: string, service: Service | undefined) =>
    service ? [service.exited.then(() => new Error(`${name} ended unexpectedly.`))] : []
  const asked = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined))
  })
  return Promise.race([
    asked,
    ...ended('PostgreSQL', running.postgres),
    ...ended('Redis', running.redis),
    ...running.programs.map((program) => program.failed),
  ])
}
