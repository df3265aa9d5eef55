import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@loadout/core'
import { defineJob } from '@loadout/core/jobs'
import { z } from 'zod'
import type { JobHandlers } from '../src/job-handlers.ts'

const common = {
  input: z.object({ n: z.int() }),
  result: z.object({ n: z.int() }),
  attempts: 3,
  backoffMs: 10,
  timeoutMs: 30_000,
} as const

/** Jobs that behave as a test needs it. */
export const TEST_JOBS = {
  'test.ok': defineJob({ ...common, name: 'test.ok', queue: 'stats' }),
  'test.fails': defineJob({ ...common, name: 'test.fails', queue: 'ops' }),
  'test.refused': defineJob({ ...common, name: 'test.refused', queue: 'ops' }),
  'test.hangs': defineJob({
    ...common,
    name: 'test.hangs',
    queue: 'ops',
    attempts: 1,
    timeoutMs: 200,
  }),
  'test.sleeps': defineJob({ ...common, name: 'test.sleeps', queue: 'ops' }),
  'test.burns': defineJob({ ...common, name: 'test.burns', queue: 'bulk', sandboxed: true }),
  'test.spins': defineJob({
    ...common,
    name: 'test.spins',
    queue: 'bulk',
    attempts: 1,
    timeoutMs: 500,
    sandboxed: true,
  }),
} as const

export type TestHandlers = JobHandlers<typeof TEST_JOBS>

export const testHandlers: TestHandlers = {
  'test.ok': async (_ctx, { n }) => ({ n }),
  'test.fails': async (_ctx, { n }) => {
    throw new Error(`cannot do ${n}`)
  },
  'test.refused': async () => {
    throw new AppError('NOT_FOUND')
  },
  'test.hangs': () => new Promise(() => {}),
  'test.sleeps': async (ctx, { n }) => {
    await sleep(n, undefined, { signal: ctx.signal })
    return { n }
  },
  /** Computes for `n` milliseconds, then proves that its own services work. */
  'test.burns': async (ctx, { n }) => {
    burn(n)
    await ctx.db.insertInto('outbox').values({ job: 'test.burnt', payload: '{}' }).execute()
    return { n }
  },
  'test.spins': async () => {
    burn(Number.POSITIVE_INFINITY)
    return { n: 0 }
  },
}

function burn(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end) Math.sqrt(end)
}
