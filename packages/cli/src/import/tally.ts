import type { matchesContract } from '@loadout/core/matches'

export type IngestReport = matchesContract.IngestReport
type Rejected = IngestReport['rejected'][number]

export interface RejectedLine extends Rejected {
  readonly origin: string
}

/** Counts of a whole import, fed by the reports of its streams. */
export interface Tally {
  readonly counts: Record<'accepted' | 'duplicate' | 'excluded' | 'quarantined', number>
  readonly rejected: RejectedLine[]
  /** Files that could not be read to their end, with the reason. */
  readonly unreadable: { readonly origin: string; readonly message: string }[]
  /** Read from files, as they are on disk. */
  bytes: number
  /** Files read to their end. */
  files: number
  documents(): number
  /** For one stream: takes its growing report as often as it comes. */
  stream(origin: string): (report: Readonly<IngestReport>) => void
}

/** Rejected lines that the summary names. */
export const MAX_NAMED = 20

const OUTCOMES = ['accepted', 'duplicate', 'excluded', 'quarantined'] as const

export function createTally(): Tally {
  const counts = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0 }
  const rejected: RejectedLine[] = []
  return {
    counts,
    rejected,
    unreadable: [],
    bytes: 0,
    files: 0,
    documents: () => OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0),
    stream(origin) {
      const seen = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0 }
      let named = 0
      return (report) => {
        for (const outcome of OUTCOMES) {
          counts[outcome] += report[outcome] - seen[outcome]
          seen[outcome] = report[outcome]
        }
        const room = Math.max(0, MAX_NAMED - rejected.length)
        const fresh = report.rejected.slice(named)
        named = report.rejected.length
        rejected.push(...fresh.slice(0, room).map((line) => ({ origin, ...line })))
      }
    },
  }
}
