import { createHash } from 'node:crypto'
import { type MatchMix, simulateMatches } from '@loadout/simulator'

/** Matches that an upstream has: ids, and for each id its document. */
export interface MatchPool {
  readonly ids: readonly string[]
  /** Of everybody who plays. */
  readonly puuids: readonly string[]
  document(id: string): string | undefined
  /** What the match list of a player shows. */
  historyOf(puuid: string): readonly string[]
}

export interface MatchPoolOptions {
  readonly seed: string
  readonly count: number
  /** Kinds of matches; competitive ones if left out. */
  readonly mix?: MatchMix
  /** Different documents that the matches are made of. */
  readonly variety?: number
}

/** A pool of `count` matches: simulated documents, each under many ids. The same for the same seed. */
export function createMatchPool(options: MatchPoolOptions): MatchPool {
  const { seed, count, mix = { competitive: 1 }, variety = 4 } = options
  const documents = [...simulateMatches({ seed, count: variety, compact: true, mix, players: 60 })]
  const templates = documents.map((document) => ({
    id: document.matchInfo.matchId,
    text: JSON.stringify(document),
  }))
  const ids = Array.from({ length: count }, (_, index) => uuidOf(`${seed}/${index}`))
  const places = new Map(ids.map((id, index) => [id, index]))
  const puuids = [...new Set(documents.flatMap(({ players }) => players.map(({ puuid }) => puuid)))]
  return {
    ids,
    puuids,
    document(id) {
      const template = templates[(places.get(id) ?? Number.NaN) % variety]
      return template?.text.replaceAll(template.id, id)
    },
    historyOf(puuid) {
      const place = puuids.indexOf(puuid)
      return place === -1 ? [] : ids.filter((_, index) => index % puuids.length === place)
    },
  }
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [0, 8, 12, 16, 20, 32]
    .flatMap((start, index, cuts) => (index < 5 ? [hex.slice(start, cuts[index + 1])] : []))
    .join('-')
}
