import type { ExclusionReason } from './match-document.ts'

/** What the reasons mean, for people. */
export const EXCLUSION_MESSAGES: Readonly<Record<ExclusionReason, string>> = {
  aborted: 'The match was aborted: it has no teams, stats or rounds',
  custom: 'Custom games are not counted',
  'no-rounds': 'This mode has no rounds to count',
  'too-few-players': 'Fewer than ten players on two teams',
}
