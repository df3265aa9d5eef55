import {
  ABILITY_SLOTS,
  type DocumentKill,
  type DocumentRound,
  type MatchDocument,
} from '../match-document.ts'

/** A kill of an enemy: the only one that the document counts as a kill. */
export function isEnemyKill(match: MatchDocument, kill: DocumentKill): boolean {
  return match.players[kill.killer]?.team !== match.players[kill.victim]?.team
}

export interface Death {
  readonly atMs: number
  readonly player: number
  /** Whether the document's `deaths` has it: not when the spike or a fall killed. */
  readonly counted: boolean
}

/**
 * The deaths that lasted, in time order: at most one per player, and none followed by a sign of life.
 *
 * Phoenix, Clove, KAY/O and Sage bring players back, which no document records. A player who is killed
 * again, or kills with a gun, was alive again; an ability may kill long after its owner died, so it
 * proves nothing. The time of the revival is unknown; as such a player was out for seconds only, the
 * earlier death is left out altogether. Damage has no time in any source and proves nothing either.
 */
export function lastingDeaths(round: DocumentRound): readonly Death[] {
  const lastSign = new Map<number, number>()
  for (const kill of round.kills) {
    if (isGun(kill.weapon)) raise(lastSign, kill.killer, kill.atMs)
  }
  const latest = new Map<number, Death>()
  for (const death of allDeaths(round)) {
    latest.delete(death.player) // A Map keeps the place of the first: deaths of one moment would swap.
    latest.set(death.player, death)
  }
  return [...latest.values()]
    .filter((death) => (lastSign.get(death.player) ?? -1) <= death.atMs)
    .sort((a, b) => a.atMs - b.atMs)
}

function allDeaths(round: DocumentRound): readonly Death[] {
  const deaths: Death[] = []
  for (const { atMs, victim } of round.kills) deaths.push({ atMs, player: victim, counted: true })
  for (const { atMs, player, weapon } of round.selfKills) {
    deaths.push({ atMs, player, counted: weapon !== null })
  }
  return deaths.sort((a, b) => a.atMs - b.atMs)
}

const ABILITIES: ReadonlySet<string> = new Set(ABILITY_SLOTS)

function isGun(weapon: string | null): boolean {
  return weapon !== null && !ABILITIES.has(weapon)
}

function raise(signs: Map<number, number>, player: number, atMs: number): void {
  signs.set(player, Math.max(signs.get(player) ?? 0, atMs))
}
