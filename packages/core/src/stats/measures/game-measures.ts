import { GAME_SUMS, type GameSums } from '../../db/player-sums.ts'
import { rate } from '../rate.ts'
import type { CoreMeasures, GameMeasures } from './contract.ts'

/** The sums that short lists are made from. */
export const CORE_SUMS = [
  'wins',
  'losses',
  'draws',
  'rounds',
  'score',
  'kills',
  'deaths',
  'assists',
  'damage',
  'headshots',
  'bodyshots',
  'legshots',
  'kast_rounds',
] as const satisfies readonly (keyof GameSums)[]

export type CoreSums = Pick<GameSums, (typeof CORE_SUMS)[number]>

export function coreMeasures(sums: CoreSums): CoreMeasures {
  const games = sums.wins + sums.losses + sums.draws
  const hits = sums.headshots + sums.bodyshots + sums.legshots
  const deaths = Math.max(1, sums.deaths)
  return {
    games,
    wins: sums.wins,
    losses: sums.losses,
    draws: sums.draws,
    winRate: rate(sums.wins, games),
    kd: sums.kills / deaths,
    kda: (sums.kills + sums.assists) / deaths,
    acs: per(sums.score, sums.rounds),
    adr: per(sums.damage, sums.rounds),
    headshotRate: rate(sums.headshots, hits),
    kast: rate(sums.kast_rounds, sums.rounds),
  }
}

/** Every measure that sums over player games give, whoever's games they are. Nothing is an average of ratios. */
export function gameMeasures(sums: GameSums): GameMeasures {
  const core = coreMeasures(sums)
  const perRound = (sum: number) => per(sum, sums.rounds)
  return {
    ...core,
    roundWinRate: rate(sums.rounds_won, sums.rounds),
    attackRoundWinRate: rate(sums.attack_wins, sums.attack_rounds),
    defenceRoundWinRate: rate(sums.defence_wins, sums.defence_rounds),
    damageDelta: perRound(sums.damage - sums.damage_received),
    firstBloodRate: rate(sums.first_bloods, sums.rounds),
    firstDeathRate: rate(sums.first_deaths, sums.rounds),
    tradeKillRate: rate(sums.trade_kills, sums.kills),
    tradedDeathRate: rate(sums.traded_deaths, sums.deaths),
    multikills: {
      k2: 100 * perRound(sums.k2),
      k3: 100 * perRound(sums.k3),
      k4: 100 * perRound(sums.k4),
      k5: 100 * perRound(sums.k5),
    },
    clutches: clutches(sums),
    plantsPerGame: per(sums.plants, core.games),
    defusesPerGame: per(sums.defuses, core.games),
    econRating: sums.spent === 0 ? null : (1_000 * sums.priced_damage) / sums.spent,
    castsPerRound: castsPerRound(sums),
    totals: {
      rounds: sums.rounds,
      score: sums.score,
      kills: sums.kills,
      deaths: sums.deaths,
      assists: sums.assists,
      damage: sums.damage,
      headshots: sums.headshots,
      bodyshots: sums.bodyshots,
      legshots: sums.legshots,
      firstBloods: sums.first_bloods,
      firstDeaths: sums.first_deaths,
    },
  }
}

/** Sums over all the rows; of none at all, zeros. */
export function totalGameSums(rows: readonly GameSums[]): GameSums {
  return totalOf(GAME_SUMS, rows)
}

export function totalCoreSums(rows: readonly CoreSums[]): CoreSums {
  return totalOf(CORE_SUMS, rows)
}

function totalOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, number>>[],
): Record<Column, number> {
  const total = Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>
  for (const row of rows) for (const column of columns) total[column] += row[column]
  return total
}

function per(sum: number, n: number): number {
  return n === 0 ? 0 : sum / n
}

/** Alone against one is a duel that either may win; the headline counts from two enemies on. */
function clutches(sums: GameSums): GameMeasures['clutches'] {
  const attempts = sums.clutch2 + sums.clutch3 + sums.clutch4 + sums.clutch5
  const wins = sums.clutch2_won + sums.clutch3_won + sums.clutch4_won + sums.clutch5_won
  return {
    rate: rate(wins, attempts),
    against: [
      rate(sums.clutch1_won, sums.clutch1),
      rate(sums.clutch2_won, sums.clutch2),
      rate(sums.clutch3_won, sums.clutch3),
      rate(sums.clutch4_won, sums.clutch4),
      rate(sums.clutch5_won, sums.clutch5),
    ],
  }
}

function castsPerRound(sums: GameSums): GameMeasures['castsPerRound'] {
  if (sums.cast_rounds === 0) return null
  return {
    grenade: sums.grenade_casts / sums.cast_rounds,
    ability1: sums.ability1_casts / sums.cast_rounds,
    ability2: sums.ability2_casts / sums.cast_rounds,
    ultimate: sums.ultimate_casts / sums.cast_rounds,
  }
}
