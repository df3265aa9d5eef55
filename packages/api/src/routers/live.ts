import { liveContract as contract } from '@loadout/core/live'
import type { TRPCRouterRecord } from '@trpc/server'
import { follow } from '../live/follow.ts'
import { eventsOf } from '../trpc/events-of.ts'
import { procedure } from '../trpc.ts'

export const liveRouter = {
  // Over HTTP `live/answer.ts` answers, with the same bytes.
  events: procedure
    .meta({
      rest: 'GET /live',
      auth: 'guest',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'A stream of what happens: server-sent events, each with an id to go on after.',
        example: { channels: ['notifications'] },
      },
    })
    .input(contract.liveEventsInput)
    .output(eventsOf(contract.liveEventSchema))
    .subscription(({ ctx, input }) =>
      follow(ctx.streams, { actor: ctx.actor, until: null }, input, ctx.signal),
    ),
} satisfies TRPCRouterRecord
