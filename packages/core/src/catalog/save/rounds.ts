import type { ProductPointer } from './identity-queries.ts'

/** Keys that two documents share when they may mean the same product. */
export function pointerKeys({ id, source }: ProductPointer): readonly string[] {
  return [
    ...(id === undefined ? [] : [`id ${id}`]),
    ...(source === undefined ? [] : [`source ${source.source} ${source.key}`]),
  ]
}

/**
 * The places of documents in rounds: no round has two documents of one product, and those of one product
 * follow in their order, so that the last one counts.
 */
export function roundsOf(documents: readonly ProductPointer[]): readonly (readonly number[])[] {
  const next = new Map<string, number>()
  const rounds: number[][] = []
  for (const [place, document] of documents.entries()) {
    const keys = pointerKeys(document)
    const round = Math.max(0, ...keys.map((key) => next.get(key) ?? 0))
    for (const key of keys) next.set(key, round + 1)
    rounds[round] = [...(rounds[round] ?? []), place]
  }
  return rounds
}
