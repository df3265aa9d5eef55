import { rate } from '../../stats/index.ts'
import type { Team } from '../match-document.ts'
import type { EconomyRound, MatchEconomy, TeamEconomy } from '../pages-contract.ts'
import { econRating, sumOfKnown } from './econ-rating.ts'
import type { StoredMatch } from './stored-match.ts'

type Spending = Pick<MatchEconomy['players'][number], 'spent' | 'damage' | 'econRating'>

/** What a player spent in the whole match, and the damage done with it. */
export function playerSpending(
  match: StoredMatch,
  rounds: readonly EconomyRound[],
  player: number,
): Spending {
  const rows = rounds.flatMap((round) => round.players.filter((row) => row.player === player))
  const damage = rows.reduce((sum, row) => sum + row.damage, 0)
  return toSpending(damage, match.players[player]?.spent ?? null)
}

/** The same of a whole team, and how it fared with each kind of buy. */
export function teamEconomy(
  match: StoredMatch,
  team: Team,
  parts: { readonly rounds: readonly EconomyRound[]; readonly players: readonly Spending[] },
): TeamEconomy {
  const members = parts.players.filter((_, index) => match.players[index]?.team === team)
  const damage = members.reduce((sum, member) => sum + member.damage, 0)
  return {
    ...toSpending(damage, sumOfKnown(members.map(({ spent }) => spent))),
    buys: KINDS.map((buy) => ({ buy, winRate: winRate(parts.rounds, team, buy) })),
  }
}

const KINDS = ['pistol', 'eco', 'semi-eco', 'semi-buy', 'full-buy'] as const

/** Every round with a known buy counts once: pistol rounds, cheap by rule, are no eco rounds. */
function winRate(rounds: readonly EconomyRound[], team: Team, kind: (typeof KINDS)[number]) {
  const played = rounds.filter((round) => {
    const { buy } = round.teams[team]
    return buy !== null && (round.pistol ? 'pistol' : buy) === kind
  })
  return rate(played.filter(({ winner }) => winner === team).length, played.length)
}

function toSpending(damage: number, spent: number | null): Spending {
  return { spent, damage, econRating: econRating(damage, spent) }
}
