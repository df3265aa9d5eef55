import { z } from 'zod'
import {
  ACTIONS,
  CASE_CAUSES,
  type ModerationAction,
  type ModerationStep,
  REPORT_REASONS,
  STATUS,
  STEPS,
  type Status,
  SUBJECT_KINDS,
  type SubjectKind,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { text } from '../text.ts'

const kind = z.enum(Object.keys(SUBJECT_KINDS) as [SubjectKind, ...SubjectKind[]])
const status = z.enum(Object.keys(STATUS) as [Status, ...Status[]])
const action = z.enum(Object.keys(ACTIONS) as [ModerationAction, ...ModerationAction[]])

const step = z.enum(Object.keys(STEPS) as [ModerationStep, ...ModerationStep[]])

const subjectInput = z.object({ kind, id: rowId })
const subjectSchema = z.object({ kind, id: z.int() }).meta({ id: 'ModeratedSubject' })

const reason = text(500).describe('In own words: the author and other moderators can read it.')

export const moderationQueueInput = z.object({ kind: kind.optional(), ...pageInput })

export const moderationCaseSchema = z
  .object({
    subject: subjectSchema,
    cause: z
      .enum(CASE_CAUSES)
      .describe(
        '`words`: it has a word of the list in it; `links`: it has a link, and its author is new or a guest; `rate`: its author has written many within a minute.',
      ),
    openedAt: z.iso.datetime(),
    reports: z.int().describe('Since it was opened.'),
    reasons: z
      .array(z.object({ reason: z.enum(REPORT_REASONS), count: z.int() }))
      .describe('All reports of the subject there ever were, the most frequent reason first.'),
    notes: z.array(z.string()).describe('Of the latest five reports that have one.'),
    text: z
      .object({
        productId: z.int().nullable().describe('Null: not about a product.'),
        status,
        author: z.string(),
        accountId: z.int().nullable(),
        text: z.string(),
        createdAt: z.iso.datetime(),
      })
      .nullable()
      .describe('Null when it is gone together with its product or its author.'),
  })
  .meta({ id: 'ModerationCase' })
export const moderationQueueOutput = pageOf(moderationCaseSchema).describe('Oldest first.')

export const moderateInput = z.object({
  subject: subjectInput,
  action: action.describe(
    'restore: also what to do with reports of something that may stay. What its author has taken back can only be deleted.',
  ),
  reason,
})

const outcome = {
  actionId: z.int().describe('For `moderation.undo`.'),
  before: status,
  after: status,
}
export const moderateOutput = z.object(outcome)

export const undoInput = z.object({ actionId: rowId, reason: reason.optional() })
export const undoOutput = z.object(outcome)

export const moderationLogInput = z.object({
  subject: subjectInput.optional().describe('Of everything if left out.'),
  ...pageInput,
})
export const moderationLogOutput = pageOf(
  z
    .object({
      id: z.int(),
      subject: subjectSchema,
      action: step.describe('shadow: its author is shadow-banned.'),
      before: status,
      after: status,
      reason: z.string(),
      actor: z.string().describe('As account:1, key:0123 or system:auto.'),
      byAuthor: z.boolean().describe('Its author took it back, which nobody else can undo.'),
      undoes: z.int().nullable().describe('The action that this one took back.'),
      actedAt: z.iso.datetime(),
    })
    .meta({ id: 'ModerationAction' }),
).describe('Latest first.')

export const wordListInput = z.object({ ...pageInput })
export const wordListOutput = pageOf(z.string()).describe(
  'Folded: without case, accents and punctuation. In the order of the alphabet.',
)

export const wordInput = z.object({
  word: text(100).describe('A word or several; found where it stands as a whole.'),
})
export const wordOutput = z.object({ word: z.string().describe('As it is compared.') })

export const SANCTION_KINDS = ['warn', 'mute', 'ban', 'shadow-ban'] as const
export type SanctionKind = (typeof SANCTION_KINDS)[number]

export const sanctionInput = z
  .object({
    accountId: rowId,
    kind: z
      .enum(SANCTION_KINDS)
      .describe(
        'mute: writes nothing; ban: does not sign in, and is signed out now; shadow-ban: nobody else sees what it writes from now on, and it is not told.',
      ),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Of a mute or a ban; left out: for good.'),
    reason,
  })
  .refine(({ kind, until }) => until === undefined || kind === 'mute' || kind === 'ban', {
    path: ['until'],
    message: 'only a mute and a ban end by themselves',
  })

export const sanctionSchema = z
  .object({
    id: z.int().describe('For `moderation.lift`.'),
    accountId: z.int(),
    kind: z.enum(SANCTION_KINDS),
    until: z.iso.datetime().nullable().describe('Null: for good, or nothing that lasts.'),
    reason: z.string(),
    by: z.string().describe('As account:1, key:0123 or system:cli.'),
    at: z.iso.datetime(),
    lifted: z
      .object({ by: z.string(), at: z.iso.datetime(), reason: z.string() })
      .nullable()
      .describe('Who ended it before its time.'),
  })
  .meta({ id: 'Sanction' })
export type Sanction = z.output<typeof sanctionSchema>

/** What all sanctions of an account together come to. */
export const standingSchema = z
  .object({
    muted: z.boolean(),
    mutedUntil: z.iso.datetime().nullable().describe('Null: not, or for good.'),
    banned: z.boolean(),
    bannedUntil: z.iso.datetime().nullable().describe('Null: not, or for good.'),
    shadowBanned: z.boolean(),
  })
  .meta({ id: 'Standing' })
export type Standing = z.output<typeof standingSchema>

export const sanctionOutput = z.object({ sanctionId: z.int(), standing: standingSchema })

export const liftInput = z.object({ sanctionId: rowId, reason: reason.optional() })

export const sanctionListInput = z.object({ accountId: rowId, ...pageInput })
export const sanctionListOutput = pageOf(sanctionSchema)
  .extend({ standing: standingSchema })
  .describe('Latest first.')
