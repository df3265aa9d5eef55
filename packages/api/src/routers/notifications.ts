import {
  notificationsContract as contract,
  countUnread,
  listNotifications,
  markRead,
} from '@loadout/core/notifications'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

/** Guests too: they write texts, and are told what becomes of them. */
const OWN = { auth: 'guest', cache: 'private' } as const

export const notificationsRouter = {
  list: procedure
    .meta({
      rest: 'GET /notifications',
      ...OWN,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: {
        summary: 'What you were told: replies, answers, followers, and what moderators did.',
        example: { unread: true },
      },
    })
    .input(contract.notificationListInput.prefault({}))
    .output(contract.notificationListOutput)
    .query(({ ctx, input }) => listNotifications(ctx, input)),

  unread: procedure
    .meta({
      rest: 'GET /notifications/unread',
      ...OWN,
      rate: 'read',
      errors: ['FORBIDDEN'],
      docs: { summary: 'How much you have not read, up to a hundred.', example: {} },
    })
    .input(contract.unreadInput.prefault({}))
    .output(contract.unreadOutput)
    .query(({ ctx }) => countUnread(ctx)),

  markRead: procedure
    .meta({
      rest: 'POST /notifications/read',
      ...OWN,
      rate: 'write',
      errors: ['FORBIDDEN'],
      docs: {
        summary: 'Marks some of what you were told as read, or all up to one.',
        example: { upTo: 1 },
      },
    })
    .input(contract.markReadInput)
    .output(contract.markReadOutput)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
} satisfies TRPCRouterRecord
