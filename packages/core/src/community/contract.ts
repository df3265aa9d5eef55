import { z } from 'zod'
import { isWebUrl, line, MAX_WEB_URL, text } from '../text.ts'

/** What people can vote on, report and moderate; the number is what tables hold. */
export const SUBJECT_KINDS = { review: 1, question: 2, answer: 3, post: 4, comment: 5 } as const
export type SubjectKind = keyof typeof SUBJECT_KINDS

/** Whether a text is shown, `shadowed` ones to their author alone; the number is what tables hold. */
export const STATUS = { visible: 0, held: 1, hidden: 2, deleted: 3, shadowed: 4 } as const
export type Status = keyof typeof STATUS

/** What a moderator can do to a text, and the status it has afterwards. */
export const ACTIONS = {
  hold: 'held',
  hide: 'hidden',
  restore: 'visible',
  delete: 'deleted',
} as const satisfies Record<string, Status>
export type ModerationAction = keyof typeof ACTIONS

/** What can happen to a text: also that it is published where its author alone sees it, which no moderator does. */
export const STEPS = { ...ACTIONS, shadow: 'shadowed' } as const satisfies Record<string, Status>
export type ModerationStep = keyof typeof STEPS

/** Rules that have a text wait for a moderator. */
export const HOLD_RULES = ['words', 'links', 'rate'] as const
export type HoldRule = (typeof HOLD_RULES)[number]

/** Why a text waits for a moderator. */
export const CASE_CAUSES = ['reports', 'moderator', ...HOLD_RULES] as const
export type CaseCause = (typeof CASE_CAUSES)[number]

export const REPORT_REASONS = [
  'spam',
  'abuse',
  'off-topic',
  'illegal',
  'private-data',
  'other',
] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

/** -1 unhelpful, 0 takes the vote back, 1 helpful. Setting the same value again changes nothing. */
export const voteValue = z.union([z.literal(-1), z.literal(0), z.literal(1)])

/** What people can say to a text without a word. Each is one character, without a mark for how it is drawn. */
export const EMOJI = ['👍', '🔥', '😂', '😮', '😢', '😡', '🎉', '💯', '💜', '👀'] as const
export type Emoji = (typeof EMOJI)[number]

/** How often each was sent, the most frequent first. */
export const reactionCounts = z
  .array(z.object({ emoji: z.string(), count: z.int() }).meta({ id: 'ReactionCount' }))
  .describe('The most frequent first.')

/** What a report says besides its subject. */
export const reportFields = {
  reason: z.enum(REPORT_REASONS).default('other'),
  note: text(1_000).optional().describe('In own words, for the moderator.'),
}

export const reportOutput = z.object({
  reported: z.literal(true),
  /** Reports of one subject by one person count once. */
  isNew: z.boolean().describe('False when you had reported it before.'),
})

/** What became of a text that was sent: `held` ones wait for a moderator and are not shown yet. */
export const publishedState = z
  .enum(['visible', 'held'])
  .describe('`held`: waits for a moderator, not shown yet.')

/** The rule by which a text that was just sent is held. */
export const heldFor = z
  .enum(HOLD_RULES)
  .nullable()
  .describe(
    'Why it is held: a word of the list, a link from a new account, or many texts within a minute. Null: it is not, or was before.',
  )

/** Who wrote something, as guests say it themselves. The e-mail address is never in an answer. */
export const authorInput = z.object({
  name: line(60),
  email: z.email().max(254).optional(),
})

/** Kept as it was sent, so that an export of it is taken again. */
export const photoUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address', abort: true })
  .max(MAX_WEB_URL)
  .refine(isWebUrl, 'must be an http(s) address without user name, spaces and " < > \\ ^ ` { | }')

export const photoSchema = z.object({ id: z.int(), url: z.string() }).meta({ id: 'Photo' })

/** Who wrote something, where accounts stand for themselves. */
export const accountRef = z
  .object({ id: z.int(), name: z.string().nullable().describe('Null: a guest.') })
  .meta({ id: 'AccountRef' })
