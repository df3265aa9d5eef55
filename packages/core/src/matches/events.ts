import type { Codec } from '../ports/codec.ts'
import type { DocumentRound, MatchDocument, RoundResult, Team } from './match-document.ts'
import { roundAttacker } from './measures/round-attacker.ts'

/** A round as it is kept for the match page and for deriving statistics again. */
export interface StoredRound extends DocumentRound {
  /** Null for a surrendered round. */
  readonly attacker: Team | null
}

/**
 * Rounds as compressed JSON of tuples; ids of weapons and armour stand once, in `ids`. About 4 KB for
 * a match of 20 rounds, where the raw document has 320 KB. `v` is the layout's version.
 */
interface EncodedEvents {
  readonly v: 1
  readonly ids: readonly string[]
  readonly rounds: readonly EncodedRound[]
}

type EncodedRound = readonly [
  number: number,
  winner: Team,
  attacker: Team | null,
  statedAttacker: Team | null,
  result: RoundResult,
  ceremony: string | null,
  plant: readonly [player: number, atMs: number, site: string | null] | null,
  defuse: readonly [player: number, atMs: number] | null,
  kills: readonly (readonly [number, number, number, readonly number[], number])[],
  damage: readonly (readonly [number, number, number, number, number, number])[],
  players: readonly (readonly [number, number, number | null, number | null, number, number])[],
  selfKills: readonly (readonly [number, number, readonly number[], number])[],
]

/** Stands for "no id" where an index into `ids` is expected. */
const NO_ID = -1

export function encodeRounds(codec: Codec, match: MatchDocument): Uint8Array<ArrayBuffer> {
  const table = createIdTable()
  const rounds = match.rounds.map((round) =>
    encodeRound(round, roundAttacker(match, round), table.indexOf),
  )
  const encoded: EncodedEvents = { v: 1, ids: table.ids, rounds }
  return codec.compress(new TextEncoder().encode(JSON.stringify(encoded)))
}

/** First byte of the value; before there was a head, the rounds' own first byte stood there. */
const WITH_HEAD = 2
const HEAD_AT = 3

/**
 * The one value of a match's events: a version byte, the length of the weapon tallies (16 bit, little
 * endian), the tallies, the rounds. Weapon statistics read the head alone (`weaponHeads` in stats).
 */
export function joinEvents(tallies: Uint8Array, rounds: Uint8Array): Uint8Array<ArrayBuffer> {
  const value = new Uint8Array(HEAD_AT + tallies.length + rounds.length)
  value.set([WITH_HEAD, tallies.length & 0xff, tallies.length >> 8])
  value.set(tallies, HEAD_AT)
  value.set(rounds, HEAD_AT + tallies.length)
  return value
}

export function decodeEvents(codec: Codec, bytes: Uint8Array): readonly StoredRound[] {
  // Written by encodeRounds and by nothing else, in the same transaction as the match: trusted.
  const json = new TextDecoder().decode(codec.decompress(bytes.subarray(roundsOffset(bytes))))
  const encoded = JSON.parse(json) as EncodedEvents
  return encoded.rounds.map((round) => decodeRound(round, (index) => encoded.ids[index] ?? null))
}

function roundsOffset(bytes: Uint8Array): number {
  return bytes[0] === WITH_HEAD ? HEAD_AT + tallyLength(bytes) : 0
}

/** The packed weapon tallies of the value; null in one from before there were any. */
export function talliesOf(bytes: Uint8Array): Uint8Array | null {
  return bytes[0] === WITH_HEAD ? bytes.subarray(HEAD_AT, HEAD_AT + tallyLength(bytes)) : null
}

function tallyLength([_, low = 0, high = 0]: Uint8Array): number {
  return low + high * 256
}

function encodeRound(
  round: DocumentRound,
  attacker: Team | null,
  indexOf: (id: string | null) => number,
): EncodedRound {
  return [
    round.number,
    round.winner,
    attacker,
    round.statedAttacker,
    round.result,
    round.ceremony,
    round.plant && [round.plant.player, round.plant.atMs, round.plant.site],
    round.defuse && [round.defuse.player, round.defuse.atMs],
    round.kills.map((kill) => [
      kill.atMs,
      kill.killer,
      kill.victim,
      kill.assistants,
      indexOf(kill.weapon),
    ]),
    round.damage.map((hit) => [
      hit.dealer,
      hit.receiver,
      hit.damage,
      hit.headshots,
      hit.bodyshots,
      hit.legshots,
    ]),
    round.players.map((row) => [
      row.player,
      row.score,
      row.spent,
      row.loadout,
      indexOf(row.weapon),
      indexOf(row.armor),
    ]),
    round.selfKills.map((kill) => [kill.atMs, kill.player, kill.assistants, indexOf(kill.weapon)]),
  ]
}

function decodeRound(round: EncodedRound, idAt: (index: number) => string | null): StoredRound {
  const [
    number,
    winner,
    attacker,
    statedAttacker,
    result,
    ceremony,
    plant,
    defuse,
    kills,
    damage,
    players,
    selfKills,
  ] = round
  return {
    number,
    winner,
    attacker,
    statedAttacker,
    result,
    ceremony,
    plant: plant && { player: plant[0], atMs: plant[1], site: plant[2] },
    defuse: defuse && { player: defuse[0], atMs: defuse[1] },
    kills: kills.map(([atMs, killer, victim, assistants, weapon]) => ({
      atMs,
      killer,
      victim,
      assistants,
      weapon: idAt(weapon),
    })),
    selfKills: selfKills.map(([atMs, player, assistants, weapon]) => ({
      atMs,
      player,
      assistants,
      weapon: idAt(weapon),
    })),
    damage: damage.map(([dealer, receiver, amount, headshots, bodyshots, legshots]) => ({
      dealer,
      receiver,
      damage: amount,
      headshots,
      bodyshots,
      legshots,
    })),
    players: players.map(([player, score, spent, loadout, weapon, armor]) => ({
      player,
      score,
      spent,
      loadout,
      weapon: idAt(weapon),
      armor: idAt(armor),
    })),
  }
}

function createIdTable() {
  const ids: string[] = []
  const indexes = new Map<string, number>()
  return {
    ids,
    indexOf(id: string | null): number {
      if (id === null) return NO_ID
      const index = indexes.get(id) ?? ids.push(id) - 1
      indexes.set(id, index)
      return index
    },
  }
}
