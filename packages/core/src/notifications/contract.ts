import { z } from 'zod'
import { accountRef, SUBJECT_KINDS, type SubjectKind } from '../community/contract.ts'
import { pageInput, pageOf } from '../pagination.ts'

/** Unread ones are counted up to here. */
export const MAX_UNREAD = 100

/** What each kind says besides whom and what it is about. */
export const DETAILS = {
  moderation: z.object({
    status: z
      .enum(['visible', 'held', 'hidden', 'deleted'])
      .describe('Of your text now: `held` waits for a moderator.'),
    cause: z.enum(['moderator', 'reports']).describe('Who did it: a moderator, or many reports.'),
    reason: z.string(),
  }),
  sanction: z.object({
    sanctionId: z.int(),
    sanction: z.enum(['warn', 'mute', 'ban']),
    until: z.iso.datetime().nullable().describe('Null: for good, or nothing that lasts.'),
    lifted: z.boolean().describe('It is over before its time.'),
    reason: z.string(),
  }),
  reply: z.object({ commentId: z.int().describe('The latest.') }),
  answer: z.object({ answerId: z.int().describe('The latest.') }),
  // Who follows is the actor.
  follow: z.record(z.string(), z.never()),
} as const satisfies Record<string, z.ZodType>
export type NotificationKind = keyof typeof DETAILS
export type NotificationDetail<Kind extends NotificationKind> = z.output<(typeof DETAILS)[Kind]>

const kind = z.enum(Object.keys(SUBJECT_KINDS) as [SubjectKind, ...SubjectKind[]])

const common = {
  id: z.int().describe('The larger, the newer. It changes when more of the same comes in.'),
  subject: z
    .object({ kind, id: z.int() })
    .nullable()
    .describe('The text of yours that this is about. Null: your account.'),
  actor: accountRef
    .nullable()
    .describe('Who did it last. Null: moderation, or the account is gone.'),
  count: z.int().describe('How often it happened since you last read of it.'),
  notifiedAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
}

export const notificationSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('moderation'), ...common, detail: DETAILS.moderation }),
    z.object({ kind: z.literal('sanction'), ...common, detail: DETAILS.sanction }),
    z.object({ kind: z.literal('reply'), ...common, detail: DETAILS.reply }),
    z.object({ kind: z.literal('answer'), ...common, detail: DETAILS.answer }),
    z.object({ kind: z.literal('follow'), ...common, detail: DETAILS.follow }),
  ])
  .meta({ id: 'Notification' })
export type Notification = z.output<typeof notificationSchema>

export const notificationListInput = z.object({
  unread: z.literal(true).optional().describe('Only those that are not read.'),
  ...pageInput,
})
export const notificationListOutput = pageOf(notificationSchema).describe('Latest first.')

export const unreadInput = z.object({})
export const unreadOutput = z.object({
  unread: z.int().max(MAX_UNREAD),
  more: z.boolean().describe(`There are more than ${MAX_UNREAD}.`),
})

const id = z.int().min(1)

export const markReadInput = z
  .object({
    ids: z.array(id).min(1).max(100).optional(),
    upTo: id.optional().describe('This one and all that are older.'),
  })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
    path: ['ids'],
    message: 'give either ids or upTo',
  })
export const markReadOutput = z.object({
  marked: z.int().describe('How many were not read before.'),
})
