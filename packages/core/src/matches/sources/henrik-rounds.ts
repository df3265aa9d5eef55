import type { DocumentRound, DocumentRoundPlayer } from '../match-document.ts'
import { type Cursor, isObject, type JsonObject } from './cursor.ts'
import { readId, readPlayerIndex } from './henrik-fields.ts'
import { normaliseRoundResult } from './normalise.ts'
import { NOT_A_PLAYER, type Roster } from './roster.ts'
import { RoundBuilder } from './round-builder.ts'
import {
  CEREMONY_MAX_LENGTH,
  readAssistants,
  readRoundWinner,
  SITE_MAX_LENGTH,
} from './round-fields.ts'

interface RoundTools {
  readonly at: Cursor
  readonly roster: Roster
}

interface RoundContext extends RoundTools {
  readonly round: RoundBuilder
  player: number
}

/** Rounds with their events; kills are one list beside the rounds here. */
export function readHenrikRounds(root: JsonObject, tools: RoundTools): readonly DocumentRound[] {
  const rounds: RoundBuilder[] = []
  tools.at.each(root.rounds, 'rounds', {
    visit: (item) => rounds.push(readRound(item, rounds.length, tools)),
    context: undefined,
  })
  tools.at.each(root.kills, 'kills', { visit: readKill, context: { ...tools, rounds } })
  return rounds.map((round) => round.finish())
}

function readRound(item: JsonObject, index: number, tools: RoundTools): RoundBuilder {
  const { at, roster } = tools
  const number = at.count(item.id, 'id')
  if (number !== index) {
    at.fail('INCONSISTENT_DOCUMENT', 'id', `Expected round ${index}, got ${number}`)
  }
  const head = {
    number,
    winner: readRoundWinner(item.winning_team, 'winning_team', at),
    statedAttacker: null,
    result: normaliseRoundResult(item.result),
    ceremony: at.nullableText(item.ceremony, 'ceremony', CEREMONY_MAX_LENGTH),
    plant: readPlant(item, tools),
    defuse: readDefuse(item, tools),
  }
  const round = new RoundBuilder(head, roster, at)
  if (head.result === 'surrendered') return round
  at.each(item.stats, 'stats', {
    visit: readPlayerStats,
    context: { ...tools, round, player: NOT_A_PLAYER },
  })
  round.requireAllPlayers('stats')
  return round
}

function readPlant(item: JsonObject, tools: RoundTools): DocumentRound['plant'] {
  const { at } = tools
  const plant = at.nullableObject(item.plant, 'plant')
  if (plant === null) return null
  at.enter('plant')
  const player = readPlayerIndex(plant.player, 'player', tools)
  const atMs = at.amount(plant.round_time_in_ms, 'round_time_in_ms')
  const site = at.nullableText(plant.site, 'site', SITE_MAX_LENGTH)
  at.leave()
  return player === NOT_A_PLAYER ? null : { player, atMs, site }
}

function readDefuse(item: JsonObject, tools: RoundTools): DocumentRound['defuse'] {
  const { at } = tools
  const defuse = at.nullableObject(item.defuse, 'defuse')
  if (defuse === null) return null
  at.enter('defuse')
  const player = readPlayerIndex(defuse.player, 'player', tools)
  const atMs = at.amount(defuse.round_time_in_ms, 'round_time_in_ms')
  at.leave()
  return player === NOT_A_PLAYER ? null : { player, atMs }
}

function readPlayerStats(item: JsonObject, context: RoundContext): void {
  const { at, round } = context
  const player = readPlayerIndex(item.player, 'player', context)
  if (player === NOT_A_PLAYER) return
  context.player = player
  round.addPlayer({ player, score: readScore(item, at), spent: null, ...readEconomy(item, at) })
  at.each(item.damage_events, 'damage_events', { visit: readDamage, context })
}

function readScore(item: JsonObject, at: Cursor): number {
  const stats = at.object(item.stats, 'stats')
  at.enter('stats')
  const score = at.amount(stats.score, 'score')
  at.leave()
  return score
}

const NO_ECONOMY = { loadout: null, weapon: null, armor: null } as const

function readEconomy(
  item: JsonObject,
  at: Cursor,
): Pick<DocumentRoundPlayer, 'loadout' | 'weapon' | 'armor'> {
  const economy = at.nullableObject(item.economy, 'economy')
  if (economy === null) return NO_ECONOMY
  at.enter('economy')
  const value = economy.loadout_value ?? null
  const loadout = value === null ? null : at.amount(value, 'loadout_value')
  const weapon = readId(economy.weapon, 'weapon', at)
  const armor = readId(economy.armor, 'armor', at)
  at.leave()
  return { loadout, weapon, armor }
}

function readDamage(hit: JsonObject, context: RoundContext): void {
  const { at, round, player } = context
  round.addDamage({
    dealer: player,
    receiver: readPlayerIndex(hit.player, 'player', context),
    damage: at.amount(hit.damage, 'damage'),
    headshots: at.count(hit.headshots, 'headshots'),
    bodyshots: at.count(hit.bodyshots, 'bodyshots'),
    legshots: at.count(hit.legshots, 'legshots'),
  })
}

function readKill(
  kill: JsonObject,
  context: RoundTools & { readonly rounds: readonly RoundBuilder[] },
): void {
  const { at, roster, rounds } = context
  const round = rounds[at.count(kill.round, 'round')]
  if (!round) context.at.fail('INCONSISTENT_DOCUMENT', 'round', 'No such round')
  round.addKill({
    atMs: at.amount(kill.time_in_round_in_ms, 'time_in_round_in_ms'),
    killer: readPlayerIndex(kill.killer, 'killer', context),
    victim: readPlayerIndex(kill.victim, 'victim', context),
    assistants: readAssistants(kill.assistants, { at, roster, idOf: idOfPlayer }),
    weapon: readId(kill.weapon, 'weapon', at),
  })
}

function idOfPlayer(player: unknown): unknown {
  return isObject(player) ? player.puuid : player
}
