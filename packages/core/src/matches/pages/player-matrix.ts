import type { ContentLookup } from '../../stats/content/index.ts'
import type { StoredRound } from '../events.ts'
import { isEnemyKill } from '../measures/deaths.ts'
import type { KillMatrix, Side } from '../pages-contract.ts'
import { onSide } from './round-place.ts'
import type { StoredMatch } from './stored-match.ts'
import { tradesByKill } from './trades-by-kill.ts'
import { toWeaponRef } from './weapon-ref.ts'

type Matrices = Omit<KillMatrix, 'matchId' | 'players' | 'fromRound' | 'toRound'>

export interface MatrixOptions {
  readonly content: ContentLookup
  /** Only what players did on this side. */
  readonly side?: Side | undefined
}

/** Who did how much to whom in these rounds of a match. */
export function playerMatrices(
  match: StoredMatch,
  rounds: readonly StoredRound[],
  { content, side }: MatrixOptions,
): Matrices {
  const empty = () => match.players.map(() => match.players.map(() => 0))
  const matrices: Matrices = {
    kills: empty(),
    firstBloods: empty(),
    trades: empty(),
    damage: empty(),
    teamKills: [],
    selfKills: [],
  }
  for (const round of rounds) {
    const isWanted = onSide(match, round, side)
    addKills(matrices, match, { round, isWanted })
    for (const { dealer, receiver, damage } of round.damage) {
      if (isWanted(dealer)) add(matrices.damage, [dealer, receiver], damage)
    }
    listFriendlyFire(matrices, match, { round, isWanted, content })
  }
  return matrices
}

interface RoundPart {
  readonly round: StoredRound
  readonly isWanted: (player: number) => boolean
}

function addKills(matrices: Matrices, match: StoredMatch, { round, isWanted }: RoundPart): void {
  const kills = round.kills.filter((kill) => isEnemyKill(match, kill))
  const trades = tradesByKill(match, kills)
  for (const [index, kill] of kills.entries()) {
    if (!isWanted(kill.killer)) continue
    const cell = [kill.killer, kill.victim] as const
    add(matrices.kills, cell, 1)
    if (index === 0) add(matrices.firstBloods, cell, 1)
    if (trades.get(kill)?.length) add(matrices.trades, cell, 1)
  }
}

/** Deaths that are nobody's kill stand apart. */
function listFriendlyFire(
  matrices: Matrices,
  match: StoredMatch,
  { round, isWanted, content }: RoundPart & { readonly content: ContentLookup },
): void {
  const { number } = round
  for (const kill of round.kills) {
    if (isEnemyKill(match, kill) || !isWanted(kill.killer)) continue
    const { atMs, killer, victim } = kill
    const weapon = toWeaponRef(content, kill.weapon)
    matrices.teamKills.push({ round: number, atMs, killer, victim, weapon })
  }
  for (const { atMs, player, weapon } of round.selfKills) {
    if (!isWanted(player)) continue
    matrices.selfKills.push({
      round: number,
      atMs,
      player,
      weapon: toWeaponRef(content, weapon),
      isDeath: weapon !== null,
    })
  }
}

function add(matrix: number[][], [row, column]: readonly [number, number], amount: number): void {
  const cells = matrix[row]
  if (cells) cells[column] = (cells[column] ?? 0) + amount
}
