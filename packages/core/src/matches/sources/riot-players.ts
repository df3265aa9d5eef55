import type { TierScheme } from '../../stats/content/index.ts'
import type { DocumentPlayer } from '../match-document.ts'
import type { Cursor, JsonObject } from './cursor.ts'
import { normaliseTeam } from './normalise.ts'
import { NAME_MAX_LENGTH, readCasts, readTier } from './player-fields.ts'
import { PlayerList } from './player-list.ts'
import type { RiotDialect } from './riot-dialect.ts'
import type { Roster, RosterPlayer } from './roster.ts'

interface PlayerTools {
  readonly dialect: RiotDialect
  readonly at: Cursor
}

/** Who played, and for how many rounds: the most that any player's statistics say. */
export function readRoster(
  root: JsonObject,
  { dialect, at }: PlayerTools,
  scheme: TierScheme,
): { readonly roster: Roster; readonly roundsPlayed: number } {
  const coaches = readCoaches(root, { dialect, at })
  const list = new PlayerList(at, (player, id) =>
    coaches.has(id) ? null : readPlayer(player, id, { at, scheme }),
  )
  at.each(root.players, 'players', {
    visit: (player) => list.add(player, dialect.playerIdKey),
    context: undefined,
  })
  const roster = list.toRoster()
  const roundsPlayed = Math.max(0, ...roster.players.map((player) => player.stats.rounds))
  return { roster, roundsPlayed }
}

function readCoaches(root: JsonObject, { dialect, at }: PlayerTools): ReadonlySet<string> {
  const coaches = new Set<string>()
  at.each(root.coaches ?? null, 'coaches', {
    visit: (coach) => coaches.add(at.playerId(dialect.playerId(coach), dialect.playerIdKey)),
    context: undefined,
  })
  return coaches
}

/** Null for observers, for teams other than Red and Blue and for people without statistics. */
function readPlayer(
  player: JsonObject,
  puuid: string,
  tools: { readonly at: Cursor; readonly scheme: TierScheme },
): RosterPlayer | null {
  const { at } = tools
  const team = normaliseTeam(player.teamId)
  const stats = player.stats === null ? null : at.object(player.stats, 'stats')
  if (player.isObserver === true || team === null || stats === null) return null
  return {
    puuid,
    name: at.nullableText(player.gameName, 'gameName', NAME_MAX_LENGTH),
    tag: at.nullableText(player.tagLine, 'tagLine', NAME_MAX_LENGTH),
    team,
    agent: at.contentId(player.characterId, 'characterId'),
    tier: readTier(player.competitiveTier, 'competitiveTier', tools),
    ...readStats(stats, at),
  }
}

function readStats(stats: JsonObject, at: Cursor): Pick<DocumentPlayer, 'stats' | 'casts'> {
  at.enter('stats')
  const totals = {
    score: at.amount(stats.score, 'score'),
    rounds: at.count(stats.roundsPlayed, 'roundsPlayed'),
    kills: at.count(stats.kills, 'kills'),
    deaths: at.count(stats.deaths, 'deaths'),
    assists: at.count(stats.assists, 'assists'),
  }
  const casts = readCasts(stats.abilityCasts, RIOT_CASTS, at)
  at.leave()
  return { stats: totals, casts }
}

const RIOT_CASTS = {
  list: 'abilityCasts',
  grenade: 'grenadeCasts',
  ability1: 'ability1Casts',
  ability2: 'ability2Casts',
  ultimate: 'ultimateCasts',
} as const
