import type { MatchDocument, Team, Winner } from './match-document.ts'
import { matchTier } from './measures/match-tier.ts'
import { type PlayerTotals, playerTotals } from './measures/player-totals.ts'
import { roundAttacker } from './measures/round-attacker.ts'

/** Raised when the same document would give other rows; re-derivation looks for older ones. */
export const PARSER_VERSION = 1

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
  /** Rounds played by sides (a surrendered one is not), and those the attackers won. */
  readonly sided_rounds: number
  readonly attack_wins: number
  readonly surrendered: boolean
  readonly parser_version: number
}

export type PlayerRow = ReturnType<typeof toPlayerRow>

export const TEAM_CODES: Readonly<Record<Team, number>> = { red: 1, blue: 2 }
export const WINNER_CODES: Readonly<Record<Winner, number>> = { draw: 0, ...TEAM_CODES }

export function toMatchRows(match: MatchDocument): MatchRows {
  const totals = playerTotals(match)
  const teamsByAgent = agentTeams(match)
  const present = new Set<string>()
  return {
    match: toMatchRow(match),
    players: match.players.map((player, slot) => {
      const agent = player.agent ?? ''
      const presence = present.has(agent) ? 0 : 1
      present.add(agent)
      const mirror = (teamsByAgent.get(agent)?.size ?? 0) > 1 ? 1 : 0
      return toPlayerRow(match, slot, { presence, mirror, totals: totals[slot] })
    }),
  }
}

function toMatchRow(match: MatchDocument): MatchRow {
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
    rounds: match.roundsPlayed,
    red_score: match.score.red,
    blue_score: match.score.blue,
    winner: WINNER_CODES[match.winner],
    ...sides(match),
    surrendered: match.surrendered,
    parser_version: PARSER_VERSION,
  }
}

function sides(match: MatchDocument): Pick<MatchRow, 'sided_rounds' | 'attack_wins'> {
  const sided = match.rounds.filter((round) => roundAttacker(match, round) !== null)
  return {
    sided_rounds: sided.length,
    attack_wins: sided.filter((round) => round.winner === roundAttacker(match, round)).length,
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
  const { totals } = facts
  if (player === undefined || totals === undefined)
    throw new RangeError(`no player in slot ${slot}`)
  const [k2, k3, k4, k5] = totals.multikills
  const [clutch1, clutch2, clutch3, clutch4, clutch5] = totals.clutchAttempts
  const [clutch1_won, clutch2_won, clutch3_won, clutch4_won, clutch5_won] = totals.clutchWins
  return {
    puuid: player.puuid,
    name: player.name,
    tag: player.tag,
    agent: player.agent,
    slot,
    team: TEAM_CODES[player.team],
    tier: player.tier,
    presence: facts.presence,
    mirror: facts.mirror,
    rounds: totals.rounds,
    rounds_won: totals.roundsWon,
    attack_rounds: totals.attackRounds,
    attack_wins: totals.attackWins,
    score: totals.score,
    kills: totals.kills,
    deaths: totals.deaths,
    assists: totals.assists,
    damage: totals.damage,
    damage_received: totals.damageReceived,
    headshots: totals.headshots,
    bodyshots: totals.bodyshots,
    legshots: totals.legshots,
    first_bloods: totals.firstBloods,
    first_deaths: totals.firstDeaths,
    kast_rounds: totals.kastRounds,
    trade_kills: totals.tradeKills,
    traded_deaths: totals.tradedDeaths,
    plants: totals.plants,
    defuses: totals.defuses,
    ...{ k2, k3, k4, k5 },
    ...{ clutch1, clutch2, clutch3, clutch4, clutch5 },
    ...{ clutch1_won, clutch2_won, clutch3_won, clutch4_won, clutch5_won },
    spent: totals.spent,
    grenade_casts: player.casts?.grenade ?? null,
    ability1_casts: player.casts?.ability1 ?? null,
    ability2_casts: player.casts?.ability2 ?? null,
    ultimate_casts: player.casts?.ultimate ?? null,
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
