import { silentLog } from '@loadout/core'
import { createJobProducer, type JobProducer, retryOptions } from '@loadout/infra/jobs'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { type Runtime, type RuntimeOptions, startRuntime } from '../src/runtime.ts'
import { TEST_JOBS, type TestHandlers, testHandlers } from './jobs.ts'

export interface Harness {
  readonly infra: TestInfra
  readonly producer: JobProducer
  start(options?: HarnessOptions): Runtime
  /** Adds a job of the test registry; any payload, since some tests need a wrong one. */
  add(name: keyof typeof TEST_JOBS, payload: unknown): Promise<void>
  runs(): Promise<{ name: string; attempt: number; state: string; error: string | null }[]>
  dead(): Promise<{ name: string; payload: object; error: string; attempts: number }[]>
  close(): Promise<void>
}

export interface HarnessOptions {
  readonly handlers?: Partial<TestHandlers>
  readonly isRecorded?: RuntimeOptions<typeof TEST_JOBS>['isRecorded']
  readonly lockMs?: number
}

/** A runtime of the test jobs on services of its own. */
export async function createHarness(): Promise<Harness> {
  const infra = await createTestInfra()
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  const producer = createJobProducer({ redisUrl, prefix, log: silentLog, registry: TEST_JOBS })
  const runtimes: Runtime[] = []
  return {
    infra,
    producer,
    start(options = {}) {
      const runtime = startRuntime({
        services: infra,
        config: infra.config,
        registry: TEST_JOBS,
        handlers: { ...testHandlers, ...options.handlers },
        sandbox: new URL('./sandbox-thread.ts', import.meta.url),
        ...(options.isRecorded === undefined ? {} : { isRecorded: options.isRecorded }),
        ...(options.lockMs === undefined ? {} : { lockMs: options.lockMs }),
      })
      runtimes.push(runtime)
      return runtime
    },
    async add(name, payload) {
      const job = TEST_JOBS[name]
      await producer.queue(job.queue).add(name, payload, retryOptions(job))
    },
    runs: () =>
      infra.db
        .selectFrom('job_run')
        .select(['name', 'attempt', 'state', 'error'])
        .orderBy('id')
        .execute(),
    dead: () =>
      infra.db
        .selectFrom('dead_job')
        .select(['name', 'payload', 'error', 'attempts'])
        .orderBy('id')
        .execute(),
    async close() {
      await Promise.all(runtimes.map((runtime) => runtime.close(0)))
      await producer.close()
      await infra.close()
    },
  }
}
