import type { ContentLookup } from '../../stats/content/index.ts'
import type { StoredRound } from '../events.ts'
import type { Team } from '../match-document.ts'
import type { EconomyRound, TeamBuy } from '../pages-contract.ts'
import { buyOf } from './buy.ts'
import { sumOfKnown } from './econ-rating.ts'
import { opensHalf, roundPlace } from './round-place.ts'
import type { StoredMatch } from './stored-match.ts'
import { toWeaponRef } from './weapon-ref.ts'

/** What each round cost, per team and player, in credits. */
export function economyRounds(match: StoredMatch, content: ContentLookup): readonly EconomyRound[] {
  const hasBuying = isPaidFor(match)
  return match.rounds.map((round) => ({
    ...roundPlace(match, round),
    pistol: hasBuying && opensHalf(match, round),
    teams: {
      red: teamBuy(match, round, { team: 'red', hasBuying }),
      blue: teamBuy(match, round, { team: 'blue', hasBuying }),
    },
    players: round.players.map(({ player, spent, loadout, weapon, armor }) => ({
      player,
      spent,
      loadout,
      weapon: toWeaponRef(content, weapon),
      armor,
      damage: damageOf(round, player),
    })),
  }))
}

/** Whether anybody pays in this mode: Spike Rush hands its weapons out, and says 0 for every player. */
function isPaidFor({ players }: StoredMatch): boolean {
  return players.some(({ spent }) => spent !== 0)
}

function teamBuy(
  match: StoredMatch,
  round: StoredRound,
  { team, hasBuying }: { readonly team: Team; readonly hasBuying: boolean },
): TeamBuy {
  const rows = round.players.filter(({ player }) => match.players[player]?.team === team)
  const loadout = sumOfKnown(rows.map((row) => row.loadout))
  return {
    spent: sumOfKnown(rows.map((row) => row.spent)),
    loadout,
    averageLoadout: loadout === null ? null : loadout / rows.length,
    buy: hasBuying ? buyOf(loadout) : null,
  }
}

function damageOf(round: StoredRound, player: number): number {
  return round.damage.reduce((sum, hit) => (hit.dealer === player ? sum + hit.damage : sum), 0)
}
