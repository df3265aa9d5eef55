import { z } from 'zod'

const checkSchema = z.object({
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  detail: z.string().nullable(),
})

export const healthOutput = z
  .object({
    ok: z.boolean(),
    version: z.string(),
    checks: z.object({ postgres: checkSchema, redis: checkSchema, migrations: checkSchema }),
    backlog: z.object({
      outbox: z.int().describe('Events and jobs not yet handed to Redis.'),
      rollup: z.int().describe('Stored matches not yet in the roll-ups.'),
      deadJobs: z.int(),
    }),
  })
  .meta({ id: 'Health' })
export type Health = z.output<typeof healthOutput>
