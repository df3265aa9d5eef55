import type { Dimension } from '../stats/index.ts'
import type { MatchSummary } from './contract.ts'
import type { Winner } from './match-document.ts'
import type { MatchSummaryRow } from './read-queries.ts'

/** Keys a summary refers to, for `Dimensions.named`. */
export function summaryKeys(row: MatchSummaryRow): readonly number[] {
  return [row.queue_key, row.map_key, row.patch_key, row.act_key, row.region_key]
}

export function toSummary(
  row: MatchSummaryRow,
  named: ReadonlyMap<number, Dimension>,
): MatchSummary {
  const idOf = (key: number) => named.get(key)?.id ?? null
  const map = named.get(row.map_key)
  return {
    id: row.id,
    source: row.source,
    queue: idOf(row.queue_key) ?? '',
    map: { id: map?.id ?? '', name: map?.name ?? '' },
    patch: idOf(row.patch_key) ?? 'unknown',
    act: idOf(row.act_key),
    region: idOf(row.region_key),
    startedAt: row.started_at.toISOString(),
    rounds: row.rounds,
    redScore: row.red_score,
    blueScore: row.blue_score,
    winner: winnerOf(row.winner),
    surrendered: row.surrendered,
  }
}

function winnerOf(code: number): Winner {
  if (code === 0) return 'draw'
  return code === 1 ? 'red' : 'blue'
}
