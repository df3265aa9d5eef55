import { CONFIG_EXIT_CODE, ConfigError } from '@loadout/infra'
import { readEnv } from './env.ts'
import { startWorker, type WorkerProcess } from './start-worker.ts'

/** The worker process: starts, runs until a signal, stops in order. Exit code 0 after an orderly stop. */
async function main(): Promise<void> {
  const worker = await startWorker(readEnv())
  const stop = () => shutDown(worker)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // The channel to a parent that started us: without it we would outlive a parent that was killed.
  process.once('disconnect', stop)
  const crash = (error: unknown) => {
    worker.log.error('the worker crashed', { error })
    process.exit(1)
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}

function shutDown(worker: WorkerProcess): void {
  worker.log.info('worker stops')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))
  worker.close().then(
    () => process.exit(0),
    (error: unknown) => {
      worker.log.error('the worker did not stop in order', { error })
      process.exit(1)
    },
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof ConfigError ? CONFIG_EXIT_CODE : 1)
})
