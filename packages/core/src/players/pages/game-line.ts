import type { Ctx } from '../../context.ts'
import { summaryKeys, toSummary } from '../../matches/index.ts'
import { type CoreSums, coreMeasures, type Dimension, toAgentRef } from '../../stats/index.ts'
import type { GameResult, PlayerGame } from '../contract.ts'
import type { HistoryRow } from '../game-queries.ts'

/** Games as pages show them. */
export async function toGameLines(ctx: Ctx, rows: readonly HistoryRow[]): Promise<PlayerGame[]> {
  const named = await ctx.dimensions.named(
    rows.flatMap((row) => [...summaryKeys(row), row.agent_key]),
  )
  return rows.map((row) => toGameLine(ctx, row, named))
}

function toGameLine(
  ctx: Pick<Ctx, 'game'>,
  row: HistoryRow,
  named: ReadonlyMap<number, Dimension>,
): PlayerGame {
  const isRed = row.team === 1
  const { acs, adr } = coreMeasures(toCoreSums(row))
  return {
    match: toSummary(row, named),
    team: isRed ? 'red' : 'blue',
    result: resultOf(row),
    roundsWon: isRed ? row.red_score : row.blue_score,
    roundsLost: isRed ? row.blue_score : row.red_score,
    agent: toAgentRef(named.get(row.agent_key)),
    tier: tierRef(ctx, row.tier),
    kills: row.kills,
    deaths: row.deaths,
    assists: row.assists,
    acs,
    adr,
  }
}

export function resultOf({ winner, team }: Pick<HistoryRow, 'winner' | 'team'>): GameResult {
  if (winner === 0) return 'draw'
  return winner === team ? 'win' : 'loss'
}

export function tierRef({ game }: Pick<Ctx, 'game'>, tier: number): PlayerGame['tier'] {
  return { tier, name: game.lookup.tierName(tier) }
}

/** The sums of one game. */
export function toCoreSums(row: HistoryRow): CoreSums {
  const result = resultOf(row)
  return {
    wins: Number(result === 'win'),
    losses: Number(result === 'loss'),
    draws: Number(result === 'draw'),
    rounds: row.own_rounds,
    score: row.score,
    kills: row.kills,
    deaths: row.deaths,
    assists: row.assists,
    damage: row.damage,
    headshots: row.headshots,
    bodyshots: row.bodyshots,
    legshots: row.legshots,
    kast_rounds: row.kast_rounds,
  }
}
