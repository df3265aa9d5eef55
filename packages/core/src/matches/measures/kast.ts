import type { DocumentRound } from '../match-document.ts'
import type { Death } from './deaths.ts'
import type { Trades } from './trades.ts'

/**
 * Players with a KAST round: a Kill, an Assist, Survival, or a death that was Traded (HLTV's measure).
 * Assists and deaths are those the document counts, so death by spike or fall is survival. Nobody dies
 * in the round of a surrender, which all players survive: it is one of the rounds played.
 */
export function kastPlayers(
  playerCount: number,
  round: DocumentRound,
  parts: {
    readonly deaths: readonly Death[]
    readonly trades: Trades
    readonly killers: Iterable<number>
  },
): ReadonlySet<number> {
  const players = new Set([...parts.killers, ...parts.trades.victims])
  for (const { assistants } of [...round.kills, ...round.selfKills]) {
    for (const assistant of assistants) players.add(assistant)
  }
  const counted = parts.deaths.filter((death) => death.counted)
  const dead = new Set(counted.map((death) => death.player))
  for (let player = 0; player < playerCount; player++) if (!dead.has(player)) players.add(player)
  return players
}
