import { z } from 'zod'
import {
  EMOJI,
  reactionCounts,
  SUBJECT_KINDS,
  type SubjectKind,
  voteValue,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'

const kind = z.enum(Object.keys(SUBJECT_KINDS) as [SubjectKind, ...SubjectKind[]])

/** Questions and answers are found helpful, or nothing is said about them. */
const ONE_WAY: ReadonlySet<SubjectKind> = new Set(['question', 'answer'])

export const setVoteInput = z
  .object({
    subject: z.object({ kind, id: rowId }),
    value: voteValue.describe(
      '1 for it, -1 against it, 0 takes the vote back. Setting the same value again changes nothing.',
    ),
  })
  .refine(({ subject, value }) => value !== -1 || !ONE_WAY.has(subject.kind), {
    path: ['value'],
    error: 'must be 0 or 1 for a question or an answer',
  })
export const setVoteOutput = z.object({
  for: z.int().describe('Votes for it by now.'),
  against: z.int().describe('Votes against it by now.'),
  value: voteValue.describe('Yours.'),
})

/** What people react to. */
export const REACTION_KINDS = ['post'] as const satisfies readonly SubjectKind[]
export type ReactionKind = (typeof REACTION_KINDS)[number]

export const setReactionInput = z.object({
  subject: z.object({ kind: z.enum(REACTION_KINDS), id: rowId }),
  emoji: z.enum(EMOJI),
  on: z.boolean().default(true).describe('False takes it back. The same again changes nothing.'),
})
export const setReactionOutput = z.object({
  reactions: reactionCounts,
  mine: z.array(z.string()).describe('Your own.'),
})
