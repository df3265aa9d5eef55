import type {
  DocumentDamage,
  DocumentKill,
  DocumentRound,
  DocumentRoundPlayer,
  DocumentSelfKill,
} from '../match-document.ts'
import type { Cursor } from './cursor.ts'
import { NOT_A_PLAYER, type Roster } from './roster.ts'

/** A round without what happened in it. */
export type RoundHead = Pick<
  DocumentRound,
  'number' | 'winner' | 'statedAttacker' | 'result' | 'ceremony' | 'plant' | 'defuse'
>

/** Collects one round's events and applies the rules on who counts; sources only read their fields. */
export class RoundBuilder {
  readonly at: Cursor
  readonly roster: Roster
  readonly #head: RoundHead
  readonly #kills: DocumentKill[] = []
  readonly #selfKills: DocumentSelfKill[] = []
  readonly #damage: DocumentDamage[] = []
  readonly #players: DocumentRoundPlayer[] = []
  #seenPlayers = 0

  constructor(head: RoundHead, roster: Roster, at: Cursor) {
    this.#head = head
    this.roster = roster
    this.at = at
  }

  /** Self kills go apart, kills by or of people who do not play are dropped. */
  addKill(kill: DocumentKill): void {
    if (kill.victim === NOT_A_PLAYER || kill.killer === NOT_A_PLAYER) return
    if (!this.roster.addKill()) this.at.fail('INVALID_FIELD', null, 'Too many kills')
    if (kill.killer !== kill.victim) this.#kills.push(kill)
    else {
      const { atMs, assistants, weapon } = kill
      this.#selfKills.push({ atMs, player: kill.victim, assistants, weapon })
    }
  }

  /** Damage to oneself or to teammates is no achievement; counted, ADR is up to 11 % too high. */
  addDamage(hit: DocumentDamage): void {
    const { dealer, receiver } = hit
    if (receiver === NOT_A_PLAYER || this.roster.areTeammates(dealer, receiver)) return
    const hits = hit.headshots + hit.bodyshots + hit.legshots
    if (!this.roster.addHit(dealer, receiver, { damage: hit.damage, hits })) {
      this.at.fail('INVALID_FIELD', 'damage', 'The sum of a player does not fit')
    }
    this.#damage.push(hit)
  }

  addPlayer(player: DocumentRoundPlayer): void {
    const bit = 1 << player.player
    if ((this.#seenPlayers & bit) !== 0) {
      this.at.fail('INCONSISTENT_DOCUMENT', null, 'The player is listed twice in this round')
    }
    this.#seenPlayers |= bit
    this.#players.push(player)
  }

  /** Refuses a round in which a player is missing: the player's sums would be silently too low. */
  requireAllPlayers(key: string): void {
    if (this.#players.length === this.roster.players.length) return
    this.at.fail('INCONSISTENT_DOCUMENT', key, 'A player of the match is missing in this round')
  }

  finish(): DocumentRound {
    return {
      ...this.#head,
      kills: this.#kills.sort(byTime),
      selfKills: this.#selfKills.sort(byTime),
      damage: this.#damage,
      players: this.#players,
    }
  }
}

function byTime(a: { readonly atMs: number }, b: { readonly atMs: number }): number {
  return a.atMs - b.atMs
}
