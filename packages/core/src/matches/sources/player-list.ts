import type { Cursor, JsonObject } from './cursor.ts'
import { Roster, type RosterPlayer } from './roster.ts'

/** Gathers the players of a document: refuses an id that is listed twice, leaves out who did not play. */
export class PlayerList {
  readonly at: Cursor
  readonly #readPlayer: (player: JsonObject, id: string) => RosterPlayer | null
  readonly #players: RosterPlayer[] = []
  readonly #ids = new Set<string>()

  constructor(at: Cursor, readPlayer: (player: JsonObject, id: string) => RosterPlayer | null) {
    this.at = at
    this.#readPlayer = readPlayer
  }

  add(item: JsonObject, idKey: string): void {
    const id = this.at.playerId(item[idKey], idKey)
    if (this.#ids.has(id)) {
      this.at.fail('INCONSISTENT_DOCUMENT', idKey, 'The player is listed twice')
    }
    this.#ids.add(id)
    const player = this.#readPlayer(item, id)
    if (player !== null) this.#players.push(player)
  }

  toRoster(): Roster {
    return new Roster(this.#players)
  }
}
