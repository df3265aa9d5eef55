import { WEAPONS } from '../../stats/content/index.ts'
import type { DocumentRound, Team } from '../match-document.ts'
import type { Cursor, JsonObject } from './cursor.ts'
import { normaliseRoundResult } from './normalise.ts'
import type { RiotDialect } from './riot-dialect.ts'
import { NOT_A_PLAYER, type Roster } from './roster.ts'
import { RoundBuilder, type RoundHead } from './round-builder.ts'
import {
  CEREMONY_MAX_LENGTH,
  readAssistants,
  readRoundWinner,
  SITE_MAX_LENGTH,
} from './round-fields.ts'

interface RoundTools {
  readonly dialect: RiotDialect
  readonly roster: Roster
  readonly at: Cursor
}

/** The round being read and the player whose entry in it is being read. */
interface RoundContext extends RoundTools {
  readonly round: RoundBuilder
  player: number
}

/** All rounds of the document; those after a surrender have a winner and a number, but no events. */
export function readRounds(root: JsonObject, tools: RoundTools): readonly DocumentRound[] {
  const rounds: DocumentRound[] = []
  tools.at.each(root.roundResults, 'roundResults', {
    visit: (item) => rounds.push(readRound(item, rounds.length, tools)),
    context: undefined,
  })
  return rounds
}

function readRound(item: JsonObject, index: number, tools: RoundTools): DocumentRound {
  const { at, roster } = tools
  const head = readHead(item, tools)
  if (head.number !== index) {
    at.fail('INCONSISTENT_DOCUMENT', 'roundNum', `Expected round ${index}, got ${head.number}`)
  }
  const round = new RoundBuilder(head, roster, at)
  if (head.result === 'surrendered') return round.finish()
  at.each(item.playerStats, 'playerStats', {
    visit: readPlayerStats,
    context: { ...tools, round, player: NOT_A_PLAYER },
  })
  round.requireAllPlayers('playerStats')
  return round.finish()
}

function readHead(item: JsonObject, tools: RoundTools): RoundHead {
  const { at } = tools
  const winner = readRoundWinner(item.winningTeam, 'winningTeam', at)
  return {
    number: at.count(item.roundNum, 'roundNum'),
    winner,
    statedAttacker: statedAttacker(winner, item.winningTeamRole),
    result: normaliseRoundResult(item.roundResultCode),
    ceremony: at.nullableText(item.roundCeremony, 'roundCeremony', CEREMONY_MAX_LENGTH),
    plant: readPlant(item, tools),
    defuse: readDefuse(item, tools),
  }
}

/** `winningTeamRole` is `Attacker` or `Defender` where a document has it; most have not. */
function statedAttacker(winner: Team, role: unknown): Team | null {
  const text = typeof role === 'string' ? role.slice(0, 6).toLowerCase() : ''
  if (text === 'attack') return winner
  if (text !== 'defend') return null
  return winner === 'red' ? 'blue' : 'red'
}

function readPlant(item: JsonObject, { at, roster }: RoundTools): DocumentRound['plant'] {
  const player = roster.indexOf(item.bombPlanter ?? null, 'bombPlanter', at)
  if (player === NOT_A_PLAYER) return null
  return {
    player,
    atMs: at.amount(item.plantRoundTime, 'plantRoundTime'),
    site: at.nullableText(item.plantSite, 'plantSite', SITE_MAX_LENGTH),
  }
}

function readDefuse(item: JsonObject, { at, roster }: RoundTools): DocumentRound['defuse'] {
  const player = roster.indexOf(item.bombDefuser ?? null, 'bombDefuser', at)
  if (player === NOT_A_PLAYER) return null
  return { player, atMs: at.amount(item.defuseRoundTime, 'defuseRoundTime') }
}

function readPlayerStats(item: JsonObject, context: RoundContext): void {
  const { at, dialect, roster, round } = context
  const player = roster.indexOf(dialect.playerId(item), dialect.playerIdKey, at)
  if (player === NOT_A_PLAYER) return
  context.player = player
  const economy = at.nullableObject(item.economy, 'economy')
  const score = at.amount(item.score, 'score')
  if (economy === null) {
    round.addPlayer({ player, score, spent: null, loadout: null, weapon: null, armor: null })
  } else {
    at.enter('economy')
    round.addPlayer({
      player,
      score,
      spent: at.amount(economy.spent, 'spent'),
      loadout: at.amount(economy.loadoutValue, 'loadoutValue'),
      weapon: at.contentId(economy.weapon, 'weapon'),
      armor: at.contentId(economy.armor, 'armor'),
    })
    at.leave()
  }
  at.each(item.damage, 'damage', { visit: readDamage, context })
  at.each(item.kills, 'kills', { visit: readKill, context })
}

function readDamage(hit: JsonObject, { at, roster, round, player }: RoundContext): void {
  const receiver = roster.indexOf(hit.receiver, 'receiver', at)
  round.addDamage({
    dealer: player,
    receiver,
    damage: at.amount(hit.damage, 'damage'),
    headshots: at.count(hit.headshots, 'headshots'),
    bodyshots: at.count(hit.bodyshots, 'bodyshots'),
    legshots: at.count(hit.legshots, 'legshots'),
  })
}

function readKill(kill: JsonObject, { at, dialect, roster, round }: RoundContext): void {
  round.addKill({
    atMs: at.amount(dialect.killTime(kill), dialect.killTimeKey),
    killer: roster.indexOf(kill.killer, 'killer', at),
    victim: roster.indexOf(kill.victim, 'victim', at),
    assistants: readAssistants(kill.assistants, { at, roster, idOf: asIs }),
    weapon: readWeapon(kill, at),
  })
}

function asIs(assistant: unknown): unknown {
  return assistant
}

const MELEE = WEAPONS.find((weapon) => weapon.class === 'melee')?.id ?? null

/** Weapon id or ability slot. A knife kill has no item, only its type; spike and fall have neither. */
function readWeapon(kill: JsonObject, at: Cursor): string | null {
  const finish = at.nullableObject(kill.finishingDamage, 'finishingDamage')
  if (finish === null) return null
  at.enter('finishingDamage')
  const item = at.contentId(finish.damageItem, 'damageItem')
  at.leave()
  return item ?? (finish.damageType === 'Melee' ? MELEE : null)
}
