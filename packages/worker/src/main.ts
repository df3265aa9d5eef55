import { CONFIG_EXIT_CODE, ConfigError } from '@loadout/infra'
import { readEnv } from './env.ts'
import { startWorker, type WorkerProcess } from './start-worker.ts'

/** For a worker that is told to stop while it still waits for its servers, milliseconds. */
const START_GRACE_MS = 9_000

/** The worker process: starts, runs until a signal, stops in order. Exit code 0 after an orderly stop. */
async function main(): Promise<void> {
  const starting = startWorker(readEnv())
  // Before the start is through: the relay and the runtime may be at work by the time a signal comes.
  const stop = once(() => shutDown(starting))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // The channel to a parent that started us: without it we would outlive a parent that was killed.
  process.on('disconnect', stop)

  const worker = await starting
  const crash = (error: unknown) => {
    worker.log.error('the worker crashed', { error })
    process.exit(1)
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}

function shutDown(starting: Promise<WorkerProcess>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))
  const grace = setTimeout(() => process.exit(0), START_GRACE_MS)
  starting
    .then(async (worker) => {
      clearTimeout(grace)
      worker.log.info('worker stops')
      await worker.close()
    })
    .then(() => process.exit(0), fail)
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof ConfigError ? CONFIG_EXIT_CODE : 1)
}

main().catch(fail)
