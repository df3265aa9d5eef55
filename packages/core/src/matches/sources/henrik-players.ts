import type { TierScheme } from '../../stats/content/index.ts'
import type { Cursor, JsonObject } from './cursor.ts'
import { readId } from './henrik-fields.ts'
import { normaliseTeam } from './normalise.ts'
import { NAME_MAX_LENGTH, readCasts, readTier } from './player-fields.ts'
import { PlayerList } from './player-list.ts'
import type { Roster, RosterPlayer } from './roster.ts'

interface PlayerTools {
  readonly at: Cursor
  readonly scheme: TierScheme
  readonly roundsPlayed: number
}

/** Who played and what each spent: this source has credits spent per match only, not per round. */
export function readHenrikRoster(
  root: JsonObject,
  tools: PlayerTools,
): { readonly roster: Roster; readonly spent: readonly (number | null)[] } {
  const spent: (number | null)[] = []
  const list = new PlayerList(tools.at, (item, id) => {
    const player = readPlayer(item, id, tools)
    if (player !== null) spent.push(readSpent(item, tools.at))
    return player
  })
  tools.at.each(root.players, 'players', {
    visit: (player) => list.add(player, 'puuid'),
    context: undefined,
  })
  return { roster: list.toRoster(), spent }
}

function readPlayer(item: JsonObject, puuid: string, tools: PlayerTools): RosterPlayer | null {
  const { at } = tools
  const team = normaliseTeam(item.team_id)
  const stats = item.stats === null ? null : at.object(item.stats, 'stats')
  if (team === null || stats === null) return null
  return {
    puuid,
    name: at.nullableText(item.name, 'name', NAME_MAX_LENGTH),
    tag: at.nullableText(item.tag, 'tag', NAME_MAX_LENGTH),
    team,
    agent: readId(item.agent, 'agent', at),
    tier: readRank(item, tools),
    stats: readStats(stats, tools),
    casts: readCasts(item.ability_casts, HENRIK_CASTS, at),
  }
}

function readRank(item: JsonObject, tools: PlayerTools): number {
  const { at } = tools
  const tier = at.nullableObject(item.tier, 'tier')
  at.enter('tier')
  const rank = readTier(tier?.id, 'id', tools)
  at.leave()
  return rank
}

function readStats(stats: JsonObject, { at, roundsPlayed }: PlayerTools): RosterPlayer['stats'] {
  at.enter('stats')
  const totals = {
    score: at.amount(stats.score, 'score'),
    rounds: roundsPlayed,
    kills: at.count(stats.kills, 'kills'),
    deaths: at.count(stats.deaths, 'deaths'),
    assists: at.count(stats.assists, 'assists'),
  }
  at.leave()
  return totals
}

function readSpent(item: JsonObject, at: Cursor): number | null {
  const economy = at.nullableObject(item.economy, 'economy')
  at.enter('economy')
  const spent = at.nullableObject(economy?.spent, 'spent')
  at.enter('spent')
  const overall = spent?.overall ?? null
  const credits = overall === null ? null : at.amount(overall, 'overall')
  at.leave()
  at.leave()
  return credits
}

const HENRIK_CASTS = {
  list: 'ability_casts',
  grenade: 'grenade',
  ability1: 'ability1',
  ability2: 'ability2',
  ultimate: 'ultimate',
} as const
