import { type MatchKind, simulateMatches } from '@loadout/simulator'

/** Documents of one kind as JSON texts; the same seed gives the same matches. */
export function documents(count: number, seed: string, kind: MatchKind = 'competitive'): string[] {
  const simulated = simulateMatches({ count, seed, compact: true, mix: { [kind]: 1 } })
  return [...simulated].map((document) => JSON.stringify(document))
}

export function ndjson(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}

/** As an editor would save it: over many lines. */
export function pretty(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2)
}
