import { health, opsContract } from '@loadout/core/ops'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { procedure } from '../trpc.ts'

export const opsRouter = {
  health: procedure
    .meta({
      rest: 'GET /ops/health',
      auth: 'ops:read',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'PostgreSQL, Redis, migrations, and how much work waits.',
        example: {},
      },
    })
    .input(z.object({}).prefault({}))
    .output(opsContract.healthOutput)
    .query(({ ctx }) => health(ctx, ctx.probes)),
} satisfies TRPCRouterRecord
