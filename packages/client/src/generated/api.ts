// Generated from the contracts of the API by `pnpm --filter @loadout/client generate`.
// A difference in this file is a change of the public API.
import type { List, Mutation, Page, Query } from '../procedure.ts'

/** Every procedure of the server. */
export interface Loadout {
  stats: {
    /** The best agents of each role, for every map and for all maps together. */
    roleBoard: Query<StatsRoleBoardInput, RoleBoard>
    /** Every agent with all its measures, sorted by one of them. */
    agents: Query<StatsAgentsInput, StatsAgentsOutput>
    /** Every map: how often it is played and how well its attackers do. */
    maps: Query<StatsMapsInput, StatsMapsOutput>
  }
  matches: {
    /**
     * Takes in one raw match document; sending it again changes nothing. Needs the scope
     * `matches:write`. Errors of its own: `FORBIDDEN`.
     */
    ingest: Mutation<MatchesIngestInput, IngestOutcome>
    /** One match with its players and rounds. Errors of its own: `MATCH_NOT_FOUND`. */
    get: Query<MatchesGetInput, MatchDetail>
    /** Matches, latest first, by keyset cursor. Errors of its own: `BAD_CURSOR`. */
    list: List<MatchesListInput, Page<MatchSummary>>
  }
  ops: {
    /**
     * PostgreSQL, Redis, migrations, and how much work waits. Needs the scope `ops:read`. Errors
     * of its own: `FORBIDDEN`.
     */
    health: Query<undefined, Health>
  }
}

/** Every code that the server answers with. */
export const SERVER_ERROR_CODES = [
  /** 400: The input is not valid. */
  'BAD_INPUT',
  /** 400: The cursor does not belong to this list and its filters. */
  'BAD_CURSOR',
  /** 401: Sign in or send an API key. */
  'UNAUTHENTICATED',
  /** 403: This key or account may not do that. */
  'FORBIDDEN',
  /** 404: There is nothing here. */
  'NOT_FOUND',
  /** 404: No match has this id. */
  'MATCH_NOT_FOUND',
  /** 404: No quarantined document has this id. */
  'QUARANTINE_NOT_FOUND',
  /** 405: This path does not take that method. */
  'METHOD_NOT_ALLOWED',
  /** 409: Somebody else changed this first. */
  'CONFLICT',
  /** 413: The request body is too large. */
  'BODY_TOO_LARGE',
  /** 413: A batch holds at most 20 calls. */
  'BATCH_TOO_LARGE',
  /** 414: The URL is too long: send the call by POST. */
  'URL_TOO_LONG',
  /** 415: This content type or encoding is not supported. */
  'UNSUPPORTED_MEDIA_TYPE',
  /** 429: Too many requests. */
  'RATE_LIMITED',
  /** 422: The answer is larger than 1 MB: narrow the query. */
  'RESPONSE_TOO_LARGE',
  /** 500: Something went wrong on our side. */
  'INTERNAL',
  /** 503: The service is not ready. */
  'UNAVAILABLE',
  /** 504: The request ran out of time. */
  'TIMEOUT',
] as const

export type ServerErrorCode = (typeof SERVER_ERROR_CODES)[number]

export interface StatsRoleBoardInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /** Agents per role. 1 to 29. Default: `3`. */
  top?: number | undefined
}

export interface RoleBoard {
  maps: RoleBoardMap[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface RoleBoardMap {
  /** null: all maps together. */
  map: MapRef | null
  roles: {
    duelist: RoleBoardCell[]
    initiator: RoleBoardCell[]
    controller: RoleBoardCell[]
    sentinel: RoleBoardCell[]
  }
}

export interface MapRef {
  id: string
  name: string
}

export interface RoleBoardCell {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Standard score (z) of the lower win-rate bound within the agent's role. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer than 30 games: shown, but not to be trusted. */
  lowSample: boolean
}

/** An agent; `role` is null for ids this version does not know yet. */
export interface AgentRef {
  id: string
  name: string
  role: 'duelist' | 'initiator' | 'controller' | 'sentinel' | null
}

/** A share of `n` trials with its Wilson 95 % interval. */
export interface Rate {
  n: number
  value: number
  lo: number
  hi: number
}

export interface StatsAgentsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  role?: 'duelist' | 'initiator' | 'controller' | 'sentinel' | undefined
  /** Leaves out agents with fewer player games. 0 to 1000000000. Default: `0`. */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"winRate"`. */
  sort?:
    | 'score'
    | 'winRate'
    | 'roundWinRate'
    | 'pickRate'
    | 'games'
    | 'kda'
    | 'acs'
    | 'adr'
    | 'headshotRate'
    | 'kast'
    | 'firstBloodRate'
    | undefined
}

export interface AgentStats {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Standard score (z) of the lower win-rate bound within the agent's role. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer than 30 games: shown, but not to be trusted. */
  lowSample: boolean
  wins: number
  losses: number
  draws: number
  /** Picks over player slots: picks / (10 x matches). */
  slotRate: Rate
  /** Matches with the agent on any team / matches. */
  presence: Rate
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  /** First bloods per round played. */
  firstBloodRate: Rate
  totals: StatTotals
}

/** Plain sums over player games. */
export interface StatTotals {
  rounds: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
  firstBloods: number
  firstDeaths: number
}

export interface StatsAgentsOutput {
  items: AgentStats[]
  matches: number
  /** ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsMapsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
}

export interface MapStats {
  map: MapRef
  matches: number
  /** Matches on this map / matches. */
  playRate: Rate
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  draws: number
  surrenders: number
  lowSample: boolean
}

export interface StatsMapsOutput {
  items: MapStats[]
  matches: number
  /** ISO 8601, UTC. */
  updatedAt: string | null
}

export interface MatchesIngestInput {
  source: 'riot' | 'riot-client' | 'henrik-v4'
  /** The raw document, as the source sent it. */
  document: unknown
}

export type IngestOutcome =
  | {
      outcome: 'accepted'
      matchId: string
    }
  | {
      outcome: 'duplicate'
      matchId: string
    }
  | {
      outcome: 'excluded'
      matchId: string | null
      reason: 'aborted' | 'custom' | 'no-rounds' | 'too-few-players'
    }
  | {
      outcome: 'quarantined'
      code:
        | 'INVALID_JSON'
        | 'INVALID_UTF8'
        | 'DOCUMENT_TOO_LARGE'
        | 'UNKNOWN_SHAPE'
        | 'SOURCE_MISMATCH'
        | 'MISSING_FIELD'
        | 'INVALID_FIELD'
        | 'INCONSISTENT_DOCUMENT'
      /** RFC 6901 pointer into the document. */
      pointer: string
      message: string
    }

export interface MatchesGetInput {
  /** A UUID. */
  matchId: string
}

export interface MatchDetail {
  match: MatchSummary
  players: MatchPlayer[]
  rounds: MatchRound[]
}

export interface MatchSummary {
  id: string
  source: 'riot' | 'riot-client' | 'henrik-v4'
  queue: string
  map: MapRef
  patch: string
  /** Act uuid. */
  act: string | null
  region: string | null
  /** ISO 8601, UTC. */
  startedAt: string
  /** Rounds played. */
  rounds: number
  redScore: number
  blueScore: number
  winner: 'red' | 'blue' | 'draw'
  surrendered: boolean
}

export interface MatchPlayer {
  puuid: string
  team: 'red' | 'blue'
  agent: AgentRef | null
  tier: number
  rounds: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
  acs: number
  adr: number
  kast: Rate
  firstBloods: number
  firstDeaths: number
  plants: number
  defuses: number
  /** Rounds with exactly two, three, four, and with five or more kills. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Rounds as last one alive against 1, 2, 3, 4, 5. */
    attempts: [number, number, number, number, number]
    wins: [number, number, number, number, number]
  }
}

export interface MatchRound {
  /** 0-based. */
  number: number
  winner: 'red' | 'blue'
  /** null: a surrendered round. */
  attacker: 'red' | 'blue' | null
  result: 'elimination' | 'detonate' | 'defuse' | 'time' | 'surrendered' | 'other'
  ceremony: string | null
  plant: {
    /** Index into `players`. */
    player: number
    atMs: number
    site: string | null
  } | null
  defuse: {
    /** Index into `players`. */
    player: number
    atMs: number
  } | null
  kills: {
    atMs: number
    /** Index into `players`. */
    killer: number
    /** Index into `players`. */
    victim: number
    assistants: number[]
    weapon: string | null
  }[]
  players: {
    /** Index into `players`. */
    player: number
    score: number
    damage: number
    spent: number | null
    loadout: number | null
    weapon: string | null
    armor: string | null
  }[]
}

export interface MatchesListInput {
  queue?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  patch?: string | undefined
  act?: string | undefined
  region?: string | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface Health {
  ok: boolean
  version: string
  checks: {
    postgres: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
    redis: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
    migrations: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
  }
  backlog: {
    /** Events and jobs not yet handed to Redis. */
    outbox: number
    /** Stored matches not yet in the roll-ups. */
    rollup: number
    deadJobs: number
  }
}
