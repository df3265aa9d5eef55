import { rate } from '../rate.ts'
import type { MapSumsRow } from '../read-queries.ts'
import type { MapMeasures } from './contract.ts'

export type MapSums = Omit<MapSumsRow, 'map_key'>

/** Every measure of the matches of a map. */
export function mapMeasures(sums: MapSums, minSample: number): MapMeasures {
  const { matches, rounds, sided_rounds, attack_wins } = sums
  const ended = sums.eliminations + sums.detonations + sums.defusals + sums.timeouts
  return {
    matches,
    rounds,
    roundsPerMatch: matches === 0 ? 0 : rounds / matches,
    attackRoundWinRate: rate(attack_wins, sided_rounds),
    defenceRoundWinRate: rate(sided_rounds - attack_wins, sided_rounds),
    roundEnds: {
      elimination: rate(sums.eliminations, ended),
      detonation: rate(sums.detonations, ended),
      defusal: rate(sums.defusals, ended),
      time: rate(sums.timeouts, ended),
    },
    plantRate: rate(sums.plants, ended),
    draws: sums.draws,
    drawRate: rate(sums.draws, matches),
    surrenders: sums.surrenders,
    surrenderRate: rate(sums.surrenders, matches),
    lowSample: matches < minSample,
  }
}
