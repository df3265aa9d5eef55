import type { DocumentPlayer, Team } from '../match-document.ts'
import { AMOUNT_MAX, COUNT_MAX, type Cursor } from './cursor.ts'
import { normalisePlayerId } from './text.ts'

/** A player before the rounds are read, which tell what was spent. */
export type RosterPlayer = Omit<DocumentPlayer, 'spent'>

/** Returned for people of the document who are not players: observers, coaches, bots. */
export const NOT_A_PLAYER = -1

const TEAM_SIZE = 5

/** The players of a match by id, and running sums that must fit their database columns. */
export class Roster {
  readonly players: readonly RosterPlayer[]
  readonly #indexes: Map<string, number>
  readonly #damageDealt: number[]
  readonly #damageReceived: number[]
  readonly #hits: number[]
  #kills = 0

  constructor(players: readonly RosterPlayer[]) {
    this.players = players
    this.#indexes = new Map(players.map((player, index) => [player.puuid, index]))
    this.#damageDealt = players.map(() => 0)
    this.#damageReceived = players.map(() => 0)
    this.#hits = players.map(() => 0)
  }

  /** Two teams of five: what every measure assumes. */
  isComplete(): boolean {
    const red = this.players.filter((player) => player.team === 'red').length
    return red === TEAM_SIZE && this.players.length === 2 * TEAM_SIZE
  }

  /** Index of the player a field names, in any spelling of the id, else NOT_A_PLAYER. */
  indexOf(value: unknown, key: string, at: Cursor): number {
    if (typeof value === 'string') return this.#indexes.get(value) ?? this.#learn(value)
    if (value === null) return NOT_A_PLAYER
    return at.fail(
      value === undefined ? 'MISSING_FIELD' : 'INVALID_FIELD',
      key,
      'Expected a player id',
    )
  }

  areTeammates(one: number, other: number): boolean {
    return this.teamOf(one) === this.teamOf(other)
  }

  teamOf(player: number): Team | undefined {
    return this.players[player]?.team
  }

  /** Refuses a document whose damage or hits would not fit the columns of a player. */
  addHit(dealer: number, receiver: number, hit: { damage: number; hits: number }): boolean {
    const dealt = add(this.#damageDealt, dealer, hit.damage)
    const received = add(this.#damageReceived, receiver, hit.damage)
    const hits = add(this.#hits, dealer, hit.hits)
    return dealt <= AMOUNT_MAX && received <= AMOUNT_MAX && hits <= COUNT_MAX
  }

  addKill(): boolean {
    this.#kills += 1
    return this.#kills <= COUNT_MAX
  }

  /** Remembers another spelling of an id, so that the next lookup is direct. */
  #learn(spelling: string): number {
    const id = normalisePlayerId(spelling)
    const index = (id === null ? undefined : this.#indexes.get(id)) ?? NOT_A_PLAYER
    this.#indexes.set(spelling, index)
    return index
  }
}

function add(sums: number[], index: number, amount: number): number {
  const sum = (sums[index] ?? 0) + amount
  sums[index] = sum
  return sum
}
