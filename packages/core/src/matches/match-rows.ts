import {
  CAST_LANES,
  CLUTCH_LANES,
  checkRoundKills,
  MATCH_LANES,
  narrow,
  packLanes,
  ROUND_LANES,
  SEAT_LANES,
} from './lanes.ts'
import type { MatchDocument, RoundResult, Team, Winner } from './match-document.ts'
import { matchTier } from './measures/match-tier.ts'
import { type PlayerTotals, playerTotals } from './measures/player-totals.ts'
import { roundAttacker } from './measures/round-attacker.ts'
import { TRADE_WINDOW_MS } from './measures/trades.ts'

/** Raised when the same document would give other rows; re-derivation looks for older ones. */
export const PARSER_VERSION = 2

/** A match as the database stores it, except that ids stand where it has keys. */
export interface MatchRows {
  readonly match: MatchRow
  readonly players: readonly PlayerRow[]
}

export interface MatchRow {
  readonly id: string
  readonly source: string
  readonly queue: string
  readonly map: string
  readonly patch: string
  readonly act: string | null
  readonly region: string | null
  /** ISO 8601. */
  readonly started_at: string
  readonly duration_ms: number | null
  readonly tier: number
  readonly rounds: number
  readonly red_score: number
  readonly blue_score: number
  readonly winner: number
  /** `MATCH_LANES`. */
  readonly round_counts: string
  readonly surrendered: boolean
  readonly parser_version: number
  readonly trade_window_ms: number
}

export type PlayerRow = ReturnType<typeof toPlayerRow>

export const TEAM_CODES: Readonly<Record<Team, number>> = { red: 1, blue: 2 }
export const WINNER_CODES: Readonly<Record<Winner, number>> = { draw: 0, ...TEAM_CODES }

const MINUTE_MS = 60_000

/** Throws CounterOverflow for a document whose counters no real match reaches. */
export function toMatchRows(match: MatchDocument, tradeWindowMs = TRADE_WINDOW_MS): MatchRows {
  for (const { kills, selfKills } of match.rounds) checkRoundKills(kills.length + selfKills.length)
  const totals = playerTotals(match, { tradeWindowMs })
  const teamsByAgent = agentTeams(match)
  const present = new Set<string>()
  return {
    match: toMatchRow(match, tradeWindowMs),
    players: match.players.map((player, slot) => {
      const agent = player.agent ?? ''
      const presence = present.has(agent) ? 0 : 1
      present.add(agent)
      const mirror = (teamsByAgent.get(agent)?.size ?? 0) > 1 ? 1 : 0
      return toPlayerRow(match, slot, { presence, mirror, totals: totals[slot] })
    }),
  }
}

function toMatchRow(match: MatchDocument, tradeWindowMs: number): MatchRow {
  return {
    id: match.id,
    source: match.source,
    queue: match.queue,
    map: match.map,
    patch: match.patch,
    act: match.act,
    region: match.region,
    started_at: new Date(match.startedAt).toISOString(),
    duration_ms: match.durationMs,
    tier: matchTier(match),
    rounds: narrow('rounds', match.roundsPlayed),
    red_score: match.score.red,
    blue_score: match.score.blue,
    winner: WINNER_CODES[match.winner],
    round_counts: packLanes(MATCH_LANES, roundCounts(match)),
    surrendered: match.surrendered,
    parser_version: PARSER_VERSION,
    trade_window_ms: tradeWindowMs,
  }
}

function roundCounts(match: MatchDocument): Record<(typeof MATCH_LANES)[number][0], number> {
  const sided = match.rounds.filter((round) => round.result !== 'surrendered')
  const red = sided.filter((round) => roundAttacker(match, round) === 'red')
  const attackWins = (team: Team) =>
    sided.filter((round) => round.winner === team && roundAttacker(match, round) === team).length
  const ended = (result: RoundResult) => sided.filter((round) => round.result === result).length
  return {
    sided_rounds: sided.length,
    red_attack_rounds: red.length,
    red_attack_wins: attackWins('red'),
    blue_attack_wins: attackWins('blue'),
    eliminations: ended('elimination'),
    detonations: ended('detonate'),
    defusals: ended('defuse'),
    timeouts: ended('time'),
    plants: sided.filter((round) => round.plant !== null).length,
  }
}

function toPlayerRow(
  match: MatchDocument,
  slot: number,
  facts: {
    readonly presence: number
    readonly mirror: number
    readonly totals: PlayerTotals | undefined
  },
) {
  const player = match.players[slot]
  const { totals, presence, mirror } = facts
  if (player === undefined || totals === undefined)
    throw new RangeError(`no player in slot ${slot}`)
  const blue = player.team === 'blue' ? 1 : 0
  return {
    puuid: player.puuid,
    name: player.name,
    tag: player.tag,
    agent: player.agent,
    team: player.team,
    started_minute: Math.floor(match.startedAt / MINUTE_MS),
    seat: packLanes(SEAT_LANES, { slot, blue, presence, mirror, tier: player.tier }),
    round_counts: packLanes(ROUND_LANES, roundLanes(totals)),
    clutch_counts: packLanes(CLUTCH_LANES, clutchLanes(totals)),
    cast_counts:
      player.casts &&
      packLanes(CAST_LANES, {
        grenade_casts: player.casts.grenade,
        ability1_casts: player.casts.ability1,
        ability2_casts: player.casts.ability2,
        ultimate_casts: player.casts.ultimate,
      }),
    rounds: narrow('rounds', totals.rounds),
    score: narrow('score', totals.score),
    damage: narrow('damage', totals.damage),
    damage_received: narrow('damage received', totals.damageReceived),
    kills: narrow('kills', totals.kills),
    deaths: narrow('deaths', totals.deaths),
    assists: narrow('assists', totals.assists),
    headshots: narrow('headshots', totals.headshots),
    bodyshots: narrow('bodyshots', totals.bodyshots),
    legshots: narrow('legshots', totals.legshots),
    trade_kills: narrow('trade kills', totals.tradeKills),
    traded_deaths: narrow('traded deaths', totals.tradedDeaths),
    spent: totals.spent,
  }
}

function roundLanes(totals: PlayerTotals): Record<(typeof ROUND_LANES)[number][0], number> {
  const [k2, k3, k4, k5] = totals.multikills
  return {
    first_bloods: totals.firstBloods,
    first_deaths: totals.firstDeaths,
    kast_rounds: totals.kastRounds,
    plants: totals.plants,
    defuses: totals.defuses,
    ...{ k2, k3, k4, k5 },
  }
}

function clutchLanes(totals: PlayerTotals): Record<(typeof CLUTCH_LANES)[number][0], number> {
  const [clutch1, clutch2, clutch3, clutch4, clutch5] = totals.clutchAttempts
  const [clutch1_won, clutch2_won, clutch3_won, clutch4_won, clutch5_won] = totals.clutchWins
  return {
    ...{ clutch1, clutch2, clutch3, clutch4, clutch5 },
    ...{ clutch1_won, clutch2_won, clutch3_won, clutch4_won, clutch5_won },
  }
}

/** Which teams play an agent; a player without an agent mirrors nobody that matters. */
function agentTeams(match: MatchDocument): ReadonlyMap<string, ReadonlySet<Team>> {
  const teams = new Map<string, Set<Team>>()
  for (const player of match.players) {
    const agent = player.agent ?? ''
    teams.set(agent, (teams.get(agent) ?? new Set<Team>()).add(player.team))
  }
  return teams
}
