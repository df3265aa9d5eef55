import { accountsContract, startGuest } from '@loadout/core/accounts'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const accountRouter = {
  guest: procedure
    .meta({
      auth: 'public',
      rate: 'guest',
      cache: 'private',
      errors: [],
      docs: {
        summary: 'A new guest, for callers without cookies: send the token as `x-guest-token`.',
        example: {},
      },
    })
    .input(accountsContract.startGuestInput.prefault({}))
    .output(accountsContract.startGuestOutput)
    .mutation(({ ctx }) => startGuest(ctx, { origin: ctx.origin() })),
} satisfies TRPCRouterRecord
