import { type MatchMix, type RiotMatchDocument, simulateMatches } from '@loadout/simulator'

/** Documents of one seed, competitive unless told: the same ones every time. */
export function simulated(
  seed: string,
  count: number,
  mix: MatchMix = { competitive: 1 },
): readonly RiotMatchDocument[] {
  return [...simulateMatches({ seed, count, compact: true, mix, players: 60 })]
}

/** One document, for tests that are about a single match. */
export function oneSimulated(seed: string, mix?: MatchMix): RiotMatchDocument {
  const [document] = simulated(seed, 1, mix)
  if (document === undefined) throw new Error('nothing was simulated')
  return document
}

/** The document with other facts about the match, e.g. another start. */
export function withInfo(
  document: RiotMatchDocument,
  info: Partial<RiotMatchDocument['matchInfo']>,
): RiotMatchDocument {
  return { ...document, matchInfo: { ...document.matchInfo, ...info } }
}

export function texts(documents: readonly unknown[]): readonly string[] {
  return documents.map((document) => JSON.stringify(document))
}
