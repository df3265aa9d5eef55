import { createSimulator } from '@loadout/simulator'

/** Documents to feed, and what they say themselves about what must come out. */
export interface Corpus {
  readonly documents: readonly CorpusDocument[]
  /** Lower-case ids of the documents that are matches. */
  readonly matchIds: ReadonlySet<string>
  /** Documents that are not: aborted matches, kept with their reason. */
  readonly excluded: number
  /** Sums of the players' own `stats` over all matches. */
  readonly totals: { kills: number; deaths: number; assists: number; score: number }
}

export interface CorpusDocument {
  readonly text: string
  readonly isMatch: boolean
  readonly id: string
}

/** Short matches, so that the machine's time goes into what is tested; some are not to be counted. */
const MIX = { spikerush: 70, swiftplay: 25, aborted: 5 } as const

/** Hours between two matches: a few thousand of them span several patches and thus partitions. */
const INTERVAL_MS = 2 * 3_600_000

/** As many documents as it takes to have `matches` matches. */
export function simulateCorpus(seed: string, matches: number): Corpus {
  const simulator = createSimulator({ seed, mix: MIX, compact: true, intervalMs: INTERVAL_MS })
  const documents: CorpusDocument[] = []
  const matchIds = new Set<string>()
  const totals = { kills: 0, deaths: 0, assists: 0, score: 0 }
  for (let index = 0; matchIds.size < matches; index += 1) {
    const document = simulator.at(index)
    const id = document.matchInfo.matchId.toLowerCase()
    const isMatch = simulator.kindAt(index) !== 'aborted'
    documents.push({ text: JSON.stringify(document), isMatch, id })
    if (!isMatch) continue
    matchIds.add(id)
    for (const { stats } of document.players) {
      totals.kills += stats?.kills ?? 0
      totals.deaths += stats?.deaths ?? 0
      totals.assists += stats?.assists ?? 0
      totals.score += stats?.score ?? 0
    }
  }
  return { documents, matchIds, excluded: documents.length - matchIds.size, totals }
}
