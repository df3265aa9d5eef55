import type { Generated, GeneratedAlways } from 'kysely'
import type { CaseCause, Emoji, ModerationStep, ReportReason } from './contract.ts'

export interface VoteTable {
  subject_kind: number
  subject_id: number
  account_id: number
  value: number
  voted_at: Generated<Date>
}

export interface ReactionTable {
  subject_kind: number
  subject_id: number
  account_id: number
  emoji: Emoji
  reacted_at: Generated<Date>
}

export interface ReactionCountTable {
  subject_kind: number
  subject_id: number
  emoji: Emoji
  count: number
}

export interface ReportTable {
  id: GeneratedAlways<number>
  subject_kind: number
  subject_id: number
  account_id: number
  reason: ReportReason
  note: string | null
  reported_at: Generated<Date>
}

export interface ModerationCaseTable {
  subject_kind: number
  subject_id: number
  state: Generated<'open' | 'closed'>
  reports: Generated<number>
  cause: CaseCause
  opened_at: Generated<Date>
  closed_at: Date | null
}

export interface ModerationActionTable {
  id: GeneratedAlways<number>
  subject_kind: number
  subject_id: number
  action: ModerationStep
  status_before: number
  status_after: number
  reason: string
  actor: string
  by_author: Generated<boolean>
  acted_at: Generated<Date>
  undoes: number | null
}

export interface HeldWordTable {
  word: string
  added_at: Generated<Date>
  /** What it looks like in texts, besides itself: see `spellingsOf`. */
  spellings: Generated<string[]>
}

export interface RecentTextTable {
  account_id: number
  /** When texts of the account came within the last minute, as far as it takes to know that they are too many. */
  times: Date[]
  latest_at: Date
}

export interface CommunityTables {
  vote: VoteTable
  reaction: ReactionTable
  reaction_count: ReactionCountTable
  report: ReportTable
  moderation_case: ModerationCaseTable
  moderation_action: ModerationActionTable
  held_word: HeldWordTable
  recent_text: RecentTextTable
}
