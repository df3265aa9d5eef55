import { cancelRebuild, rebuildContract, rebuildStatus, startRebuild } from '@loadout/core/stats'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { procedure } from '../trpc.ts'

export const rebuildRouter = {
  start: procedure
    .meta({
      rest: 'POST /rebuild',
      auth: 'ops:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN', 'REBUILD_RUNNING'],
      docs: {
        summary: 'Counts the statistics anew, beside those in use, and then switches to them.',
        example: { patch: '11.8' },
      },
    })
    .input(rebuildContract.rebuildInput.prefault({}))
    .output(rebuildContract.buildSchema)
    .mutation(({ ctx, input }) => startRebuild(ctx, input)),

  status: procedure
    .meta({
      rest: 'GET /rebuild',
      auth: 'ops:read',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'How far the rebuild is, and what the latest audit found.',
        example: {},
      },
    })
    .input(z.object({}).prefault({}))
    .output(rebuildContract.rebuildStatusOutput)
    .query(({ ctx }) => rebuildStatus(ctx)),

  cancel: procedure
    .meta({
      rest: 'POST /rebuild/cancel',
      auth: 'ops:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Ends the rebuild or audit that runs; what is in use stays as it is.',
        example: {},
      },
    })
    .input(z.object({}).prefault({}))
    .output(rebuildContract.cancelOutput)
    .mutation(({ ctx }) => cancelRebuild(ctx)),
} satisfies TRPCRouterRecord
