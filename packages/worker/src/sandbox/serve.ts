import { parentPort, workerData } from 'node:worker_threads'
import { type Ctx, ERRORS, isAppError } from '@loadout/core'
import { createInfra, type InfraConfig } from '@loadout/infra'
import type { AnyHandlers } from '../job-handlers.ts'
import { ABORT, type SandboxAnswer, type SandboxTask } from './protocol.ts'

/** PostgreSQL connections of a sandbox: it runs one job. */
const POOL_SIZE = 2

/** The body of a sandbox thread: runs the one job it was started for, answers, and ends. */
export async function serveSandbox(
  createHandlers: (config: InfraConfig) => AnyHandlers,
): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('a sandbox runs in a worker thread')
  const task: SandboxTask = workerData
  const abort = new AbortController()
  port.on('message', (message) => message === ABORT && abort.abort())

  const config = { ...task.config, PG_POOL_SIZE: POOL_SIZE, PREPARE_THREADS: 0 }
  const infra = createInfra(config, { profile: 'worker' })
  const actor = { kind: 'system', name: task.job } as const
  const ctx: Ctx = { ...infra, actor, signal: abort.signal }
  const answer = await run(ctx, task, createHandlers(config))
  await infra.close()
  port.postMessage(answer)
  port.close()
}

async function run(ctx: Ctx, task: SandboxTask, handlers: AnyHandlers): Promise<SandboxAnswer> {
  try {
    const handler = handlers[task.job]
    if (handler === undefined) throw new Error(`the sandbox has no handler of ${task.job}`)
    // The main thread parsed it with the job's schema.
    return { kind: 'completed', result: await handler(ctx, task.input as never) }
  } catch (error) {
    const isFinal = isAppError(error) && !ERRORS[error.code].retryable
    return { kind: 'failed', error: copyable(error), isFinal }
  }
}

/** Structured clone keeps name, message and stack of an Error, but may choke on what hangs on it. */
function copyable(error: unknown): Error {
  const copy = new Error(error instanceof Error ? error.message : String(error))
  if (error instanceof Error && error.stack !== undefined) copy.stack = error.stack
  return copy
}
