import type {
  DocumentDamage,
  DocumentRound,
  MatchDocument,
  WeaponTally,
} from '../match-document.ts'
import { isEnemyKill } from './deaths.ts'

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] }

/**
 * Kills, hits and damage of every player by weapon, in the order of slots. Kills name their weapon; hits
 * do not, in any source, and go to the weapon the dealer began the round with, as trackers do. Hits of
 * a dealer whose weapon is unknown belong to none.
 */
export function weaponTallies(match: MatchDocument): readonly WeaponTally[] {
  const tallies = createTallies()
  for (const round of match.rounds) addRound(tallies, match, round)
  return tallies.inSlotOrder()
}

function addRound(tallies: Tallies, match: MatchDocument, round: DocumentRound): void {
  const carried = carriedWeapons(round)
  for (const [slot, weapon] of carried) tallies.of(slot, weapon).rounds += 1
  for (const kill of round.kills) {
    if (kill.weapon !== null && isEnemyKill(match, kill))
      tallies.of(kill.killer, kill.weapon).kills += 1
  }
  for (const hit of round.damage) {
    const weapon = carried.get(hit.dealer)
    if (weapon !== undefined) addHits(tallies.of(hit.dealer, weapon), hit)
  }
}

type Tallies = ReturnType<typeof createTallies>

function createTallies() {
  const tallies = new Map<string, Mutable<WeaponTally>>()
  return {
    of(slot: number, weapon: string): Mutable<WeaponTally> {
      const key = `${slot} ${weapon}`
      const known = tallies.get(key) ?? emptyTally(slot, weapon)
      tallies.set(key, known)
      return known
    },
    inSlotOrder: () => [...tallies.values()].sort((a, b) => a.slot - b.slot),
  }
}

function addHits(tally: Mutable<WeaponTally>, hit: DocumentDamage): void {
  tally.headshots += hit.headshots
  tally.bodyshots += hit.bodyshots
  tally.legshots += hit.legshots
  tally.damage += hit.damage
}

function carriedWeapons(round: DocumentRound): ReadonlyMap<number, string> {
  return new Map(
    round.players.flatMap(({ player, weapon }) => (weapon === null ? [] : [[player, weapon]])),
  )
}

function emptyTally(slot: number, weapon: string): Mutable<WeaponTally> {
  return { slot, weapon, kills: 0, headshots: 0, bodyshots: 0, legshots: 0, damage: 0, rounds: 0 }
}
