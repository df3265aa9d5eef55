import { defineJob, JOBS, type JobName } from '@loadout/core/jobs'
import { parseEnv } from '@loadout/infra'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { workerEnv } from './env.ts'
import { createHandlers } from './handlers.ts'
import type { JobHandlers } from './job-handlers.ts'

const registry = {
  'test.add': defineJob({
    name: 'test.add',
    queue: 'ops',
    input: z.object({ a: z.number(), b: z.number().default(0) }),
    result: z.object({ sum: z.number() }),
    attempts: 1,
    backoffMs: 1,
    timeoutMs: 1_000,
  }),
}
type Handlers = JobHandlers<typeof registry>

describe('JobHandlers', () => {
  it('gives a handler the parsed input and asks it for the result', () => {
    expectTypeOf<Parameters<Handlers['test.add']>[1]>().toEqualTypeOf<{ a: number; b: number }>()
    expectTypeOf<ReturnType<Handlers['test.add']>>().toEqualTypeOf<Promise<{ sum: number }>>()
  })

  it('does not compile without a handler of every job', () => {
    // @ts-expect-error test.add has no handler
    const handlers: Handlers = {}
    expect(handlers).toEqual({})
  })

  it('does not compile with a handler of another payload or another result', () => {
    const handlers: Handlers = {
      // @ts-expect-error the payload has no `c`, and `sum` is a number
      'test.add': async (_ctx, input: { c: string }) => ({ sum: input.c }),
    }
    expect(Object.keys(handlers)).toEqual(['test.add'])
  })

  it('does not compile with a handler of no job', () => {
    const handlers = {
      'test.add': async () => ({ sum: 1 }),
      // @ts-expect-error test.typo is not in the registry
      'test.typo': async () => ({}),
    } satisfies Handlers
    expect(Object.keys(handlers)).toHaveLength(2)
  })
})

describe('createHandlers', () => {
  it('has a handler of every job of the catalogue and no other', () => {
    const config = parseEnv(workerEnv, { DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://r' })
    const handlers = createHandlers(config)
    expectTypeOf<keyof typeof handlers>().toEqualTypeOf<JobName>()
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(JOBS).sort())
  })
})
