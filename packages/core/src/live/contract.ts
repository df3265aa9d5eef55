import { z } from 'zod'
import { notificationSchema, unreadOutput } from '../notifications/contract.ts'

/** What can be listened to. `notifications`: one's own. */
export const CHANNELS = ['notifications'] as const
export type Channel = (typeof CHANNELS)[number]

export const liveEventsInput = z.object({
  channels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .max(20)
    .describe('`notifications`: what you are told, guests included.'),
  lastEventId: z
    .string()
    .regex(/^\d{1,20}\.\d{1,20}$/, 'expected the id of an event')
    .optional()
    .describe('The last event that you have got: the stream goes on after it.'),
})

const channel = z.literal('notifications')
const unread = unreadOutput.describe('What you have not read now.')

export const liveEventSchema = z
  .discriminatedUnion('type', [
    z
      .object({ type: z.literal('start') })
      .describe(
        'The stream is open: nothing is missed of what happens after what you load from now on.',
      ),
    z
      .object({ type: z.literal('resync') })
      .describe('Something may have been missed: load again what you show.'),
    z
      .object({
        ...{ type: z.literal('notification'), channel, unread },
        notification: notificationSchema,
      })
      .describe('You are told something, or more of the same.'),
    z
      .object({ type: z.literal('unread'), channel, unread })
      .describe('Some of what you were told was read, here or elsewhere.'),
  ])
  .meta({ id: 'LiveEvent' })
export type LiveEvent = z.output<typeof liveEventSchema>
