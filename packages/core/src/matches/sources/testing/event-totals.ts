import type { MatchDocument } from '../../match-document.ts'

/** What a player's events add up to, by the rules the documents themselves follow. */
export function eventTotals({ players, rounds }: MatchDocument, player: number) {
  const kills = rounds.flatMap((round) => round.kills)
  const selfKills = rounds.flatMap((round) => round.selfKills)
  const enemyKill = ({ victim }: { victim: number }) =>
    players[victim]?.team !== players[player]?.team
  const ownDeath = (kill: { player: number; weapon: string | null }) =>
    kill.player === player && kill.weapon !== null
  const assisted = (kill: { assistants: readonly number[] }) => kill.assistants.includes(player)
  const scores = rounds.flatMap((round) => round.players.filter((entry) => entry.player === player))
  return {
    kills: kills.filter((kill) => kill.killer === player && enemyKill(kill)).length,
    deaths:
      kills.filter((kill) => kill.victim === player).length + selfKills.filter(ownDeath).length,
    assists: kills.filter(assisted).length + selfKills.filter(assisted).length,
    score: scores.reduce((sum, entry) => sum + entry.score, 0),
    rounds: rounds.length,
  }
}
