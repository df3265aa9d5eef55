// Generated from the contracts of the API by `pnpm --filter @loadout/client generate`.
// A difference in this file is a change of the public API.
import type { List, Mutation, Page, Query } from '../procedure.ts'

/** Every procedure of the server. */
export interface Loadout {
  stats: {
    /** The best agents of each role, on every map and on all of them. */
    roleBoard: Query<StatsRoleBoardInput, RoleBoard>
    /** Every agent with all its measures. */
    agents: Query<StatsAgentsInput, StatsAgentsOutput>
    /** One agent: by map, by tier, and beside its role. Errors of its own: `AGENT_NOT_FOUND`. */
    agent: Query<StatsAgentInput, AgentPage>
    /** Agents by letter, S to D. */
    tierList: Query<StatsTierListInput, StatsTierListOutput>
    /** Every map: how often it is played, how its rounds go. */
    maps: Query<StatsMapsInput, StatsMapsOutput>
    /** One map: by tier, and who does best on it. Errors of its own: `MAP_NOT_FOUND`. */
    map: Query<StatsMapInput, MapPage>
    /** Weapons and abilities: kills, hits, damage. */
    weapons: Query<StatsWeaponsInput, StatsWeaponsOutput>
    /** Team compositions, best first, by cursor. Errors of its own: `BAD_CURSOR`. */
    comps: Query<StatsCompsInput, StatsCompsOutput>
    /** Pairs of agents, and whether they win more than either predicts. */
    duos: Query<StatsDuosInput, StatsDuosOutput>
    /** A measure per day or week, for one agent or every agent. */
    trends: Query<StatsTrendsInput, Trends>
    /** How many players have which rank, and the share that has it or a higher one. */
    distribution: Query<StatsDistributionInput, RankDistribution>
  }
  matches: {
    /**
     * Takes in one raw match document; sending it again changes nothing. Needs the scope
     * `matches:write`. Errors of its own: `FORBIDDEN`.
     */
    ingest: Mutation<MatchesIngestInput, IngestOutcome>
    /** One match with its players and rounds. Errors of its own: `MATCH_NOT_FOUND`. */
    get: Query<MatchesGetInput, MatchDetail>
    /**
     * A match round by round: every event with the players alive after it. Errors of its own:
     * `MATCH_NOT_FOUND`.
     */
    timeline: Query<MatchesTimelineInput, MatchTimeline>
    /**
     * Kills, first bloods, trades and damage of every player against every other. Errors of its
     * own: `MATCH_NOT_FOUND`.
     */
    killMatrix: Query<MatchesKillMatrixInput, KillMatrix>
    /**
     * What both teams spent in each round of a match, and what it brought. Errors of its own:
     * `MATCH_NOT_FOUND`.
     */
    economy: Query<MatchesEconomyInput, MatchEconomy>
    /** Matches, latest first, by keyset cursor. Errors of its own: `BAD_CURSOR`. */
    list: List<MatchesListInput, Page<MatchSummary>>
  }
  players: {
    /**
     * A player at a glance: all measures, per queue and act, and the latest games. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    profile: Query<PlayersProfileInput, PlayerProfile>
    /**
     * A player's games, newest first; a page of rare ones may be short. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`, `BAD_CURSOR`.
     */
    matches: List<PlayersMatchesInput, Page<PlayerGame>>
    /**
     * What a player did with each agent, most games first. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    agents: Query<PlayersAgentsInput, PlayerAgents>
    /**
     * How a player did on each map, most games first. Errors of its own: `PLAYER_NOT_FOUND`,
     * `PLAYER_PRIVATE`.
     */
    maps: Query<PlayersMapsInput, PlayerMaps>
    /**
     * What a player did with each weapon in the latest games, most kills first. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    weapons: Query<PlayersWeaponsInput, PlayerWeapons>
    /**
     * A player's latest games with rolling measures, and measures per day. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    form: Query<PlayersFormInput, PlayerForm>
    /**
     * Two players in the games they share, in one team and against each other. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    headToHead: Query<PlayersHeadToHeadInput, HeadToHead>
    /**
     * Players whose name begins like this, in the order of their names. Errors of its own:
     * `BAD_CURSOR`.
     */
    search: List<PlayersSearchInput, Page<PlayerIdentity>>
    /**
     * Writes down whether a player agrees to be shown; it holds at once. Needs the scope
     * `players:write`. Errors of its own: `FORBIDDEN`, `PLAYER_NOT_FOUND`.
     */
    consent: Mutation<PlayersConsentInput, PlayersConsentOutput>
    /**
     * Forgets a player for good: no page from now on, no trace once its job is done. Needs the
     * scope `players:write`. Errors of its own: `FORBIDDEN`, `PLAYER_NOT_FOUND`.
     */
    erase: Mutation<PlayersEraseInput, PlayersEraseOutput>
  }
  leaderboards: {
    /** The best players of a queue by rating, ACS or win rate. Errors of its own: `BAD_CURSOR`. */
    list: Query<LeaderboardsListInput, LeaderboardsListOutput>
    /**
     * The place of a player on a leaderboard, and those around it. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    around: Query<LeaderboardsAroundInput, LeaderboardsAroundOutput>
  }
  crawler: {
    /**
     * How crawling goes in each region: calls, matches, breaker, and what it waits for. Needs
     * the scope `ops:read`. Errors of its own: `FORBIDDEN`.
     */
    status: Query<undefined, CrawlerStatus>
    /**
     * Starts crawling, in all configured regions if none is named. Needs the scope
     * `crawler:write`. Errors of its own: `FORBIDDEN`, `CRAWLER_NOT_CONFIGURED`.
     */
    start: Mutation<CrawlerStartInput, CrawlerStartOutput>
    /**
     * Stops crawling, in all regions if none is named; nothing is forgotten. Needs the scope
     * `crawler:write`. Errors of its own: `FORBIDDEN`, `CRAWLER_NOT_CONFIGURED`.
     */
    stop: Mutation<CrawlerStopInput, CrawlerStopOutput>
  }
  rebuild: {
    /**
     * Counts the statistics anew, beside those in use, and then switches to them. Needs the
     * scope `ops:write`. Errors of its own: `FORBIDDEN`, `REBUILD_RUNNING`.
     */
    start: Mutation<RebuildStartInput, RollupBuild>
    /**
     * How far the rebuild is, and what the latest audit found. Needs the scope `ops:read`.
     * Errors of its own: `FORBIDDEN`.
     */
    status: Query<undefined, RebuildStatusOutput>
    /**
     * Ends the rebuild or audit that runs; what is in use stays as it is. Needs the scope
     * `ops:write`. Errors of its own: `FORBIDDEN`.
     */
    cancel: Mutation<undefined, RebuildCancelOutput>
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
  /** 404: No agent has this id or name. */
  'AGENT_NOT_FOUND',
  /** 404: No map has this id or name. */
  'MAP_NOT_FOUND',
  /** 404: No player has this id or name. */
  'PLAYER_NOT_FOUND',
  /** 403: This player has not agreed to be shown. */
  'PLAYER_PRIVATE',
  /** 404: No quarantined document has this id. */
  'QUARANTINE_NOT_FOUND',
  /** 409: No worker is configured to crawl. */
  'CRAWLER_NOT_CONFIGURED',
  /** 405: This path does not take that method. */
  'METHOD_NOT_ALLOWED',
  /** 409: Somebody else changed this first. */
  'CONFLICT',
  /** 409: A rebuild or audit of the statistics is running. */
  'REBUILD_RUNNING',
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
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
  /** Fewer games than `minSample`: not to be trusted. */
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** `roundWinRate` of these rounds only. All else is not kept by side and not affected. */
  side?: 'attack' | 'defence' | undefined
  role?: 'duelist' | 'initiator' | 'controller' | 'sentinel' | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `0`. */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"winRate"`. */
  sort?:
    | 'score'
    | 'winRate'
    | 'nonMirrorWinRate'
    | 'roundWinRate'
    | 'attackRoundWinRate'
    | 'defenceRoundWinRate'
    | 'pickRate'
    | 'slotRate'
    | 'presence'
    | 'games'
    | 'kd'
    | 'kda'
    | 'acs'
    | 'adr'
    | 'damageDelta'
    | 'headshotRate'
    | 'kast'
    | 'firstBloodRate'
    | 'firstDeathRate'
    | 'tradeKillRate'
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
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  wins: number
  losses: number
  draws: number
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  attackRoundWinRate: Rate
  defenceRoundWinRate: Rate
  /** Damage dealt less damage received, per round played. */
  damageDelta: number
  /** First bloods per round played. */
  firstBloodRate: Rate
  /** First deaths per round played. */
  firstDeathRate: Rate
  /** Kills that avenged a teammate over kills. */
  tradeKillRate: Rate
  /** Deaths that a teammate avenged over deaths. */
  tradedDeathRate: Rate
  /** Rounds with exactly two, three, four, and five or more kills, per 100 rounds. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Won over attempted, alone against two or more. */
    rate: Rate
    /** Won over attempted, alone against 1, 2, 3, 4, 5. */
    against: [Rate, Rate, Rate, Rate, Rate]
  }
  plantsPerGame: number
  defusesPerGame: number
  /** Damage per 1,000 credits spent; null when no game says what was spent. */
  econRating: number | null
  /** Ability casts per round; null when no game says. */
  castsPerRound: {
    grenade: number
    ability1: number
    ability2: number
    ultimate: number
  } | null
  totals: StatTotals
  /**
   * Wins of the games in which the enemy team does not have the agent: mirrors are always 50
   * %.
   */
  nonMirrorWinRate: Rate
  /** Picks over player slots: picks / (10 x matches). */
  slotRate: Rate
  /** Matches with the agent on any team / matches. */
  presence: Rate
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
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsAgentInput {
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** `roundWinRate` of these rounds only. All else is not kept by side and not affected. */
  side?: 'attack' | 'defence' | undefined
  /** Agent uuid or name. */
  agent: string
}

export interface AgentPage {
  agent: AgentRef
  /** `score` and `letter` stand among the agents of its role. */
  stats: AgentStats
  /** Every map, whatever the filter `map` says; most played first. */
  maps: AgentOnMap[]
  /** All, the buckets, then single tiers, whatever the filter `tier` says. */
  tiers: AgentInTier[]
  /** null: the role is not known, or nobody played it. */
  role: {
    /** Agents of the role that were played, this one included. */
    agents: number
    /** All their games together. */
    mean: GameMeasures
    /** Of the agent to that mean. */
    difference: Record<
      | 'winRate'
      | 'roundWinRate'
      | 'kd'
      | 'kda'
      | 'acs'
      | 'adr'
      | 'damageDelta'
      | 'headshotRate'
      | 'kast'
      | 'firstBloodRate'
      | 'firstDeathRate',
      number
    >
  } | null
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface AgentOnMap {
  map: MapRef
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface AgentInTier {
  tier: 'all' | 'low' | 'mid' | 'high' | number
  /** e.g. `Gold 3`. */
  name: string
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

/** What player games add up to. */
export interface GameMeasures {
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  attackRoundWinRate: Rate
  defenceRoundWinRate: Rate
  /** Damage dealt less damage received, per round played. */
  damageDelta: number
  /** First bloods per round played. */
  firstBloodRate: Rate
  /** First deaths per round played. */
  firstDeathRate: Rate
  /** Kills that avenged a teammate over kills. */
  tradeKillRate: Rate
  /** Deaths that a teammate avenged over deaths. */
  tradedDeathRate: Rate
  /** Rounds with exactly two, three, four, and five or more kills, per 100 rounds. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Won over attempted, alone against two or more. */
    rate: Rate
    /** Won over attempted, alone against 1, 2, 3, 4, 5. */
    against: [Rate, Rate, Rate, Rate, Rate]
  }
  plantsPerGame: number
  defusesPerGame: number
  /** Damage per 1,000 credits spent; null when no game says what was spent. */
  econRating: number | null
  /** Ability casts per round; null when no game says. */
  castsPerRound: {
    grenade: number
    ability1: number
    ability2: number
    ultimate: number
  } | null
  totals: StatTotals
}

export interface StatsTierListInput {
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  role?: 'duelist' | 'initiator' | 'controller' | 'sentinel' | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `0`. */
  minGames?: number | undefined
  /**
   * `default`: standard score of the lower win-rate bound within the role. `psScore`: pick and
   * round win rate; its own noise moves an agent a whole tier. Default: `"default"`.
   */
  method?: 'default' | 'psScore' | undefined
}

export interface TierListTier {
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  agents: TierListItem[]
}

export interface TierListItem {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** By the method asked for. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface StatsTierListOutput {
  /** S, A, B, C, D, empty ones too; agents by score, best first. */
  tiers: TierListTier[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
}

export interface MapStats {
  map: MapRef
  /** Matches on this map / matches. */
  playRate: Rate
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface RoundEnds {
  elimination: Rate
  detonation: Rate
  defusal: Rate
  time: Rate
}

export interface StatsMapsOutput {
  items: MapStats[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsMapInput {
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
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map: string
  /** Agents and compositions to list. 1 to 30. Default: `5`. */
  top?: number | undefined
}

export interface MapPage {
  map: MapRef
  stats: MapMeasures
  /** Matches on this map / matches. */
  playRate: Rate
  /** All, the buckets, then single tiers, whatever the filter `tier` says. */
  tiers: MapInTier[]
  /** The best by the lower bound of their win rate on this map. */
  agents: RoleBoardCell[]
  /**
   * The best of those with ten games; null with a filter that compositions are not kept by:
   * act, region, tier.
   */
  comps: CompStats[] | null
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface MapMeasures {
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface MapInTier {
  tier: 'all' | 'low' | 'mid' | 'high' | number
  /** e.g. `Gold 3`. */
  name: string
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface CompStats {
  /** Five agents in a fixed order; null: the source does not name it. */
  agents: (AgentRef | null)[]
  /** Agents of each role; those of unknown role count for none. */
  roles: {
    duelist: number
    initiator: number
    controller: number
    sentinel: number
  }
  /** Team games. */
  games: number
  wins: number
  draws: number
  winRate: Rate
  roundWinRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  /** Team games / (2 x matches). */
  pickRate: Rate
  attackRoundWinRate: Rate
}

export interface StatsWeaponsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  region?: 'all' | undefined
  map?: 'all' | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** e.g. `rifle` or `ability`. */
  kind?:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | undefined
  /** Descending; rates by their lower bound. Default: `"kills"`. */
  sort?: 'kills' | 'headshotRate' | 'damagePerRound' | 'killsPerRound' | 'games' | undefined
}

export interface WeaponStats {
  weapon: WeaponRef
  kills: number
  /** Kills with it / kills with anything. */
  killShare: Rate
  /** Player games in which it was carried or killed with. */
  games: number
  /** Player rounds that began with it in hand: never with an ability. */
  rounds: number
  /**
   * Head hits over all hits on enemies, of rounds that began with it: no source names the
   * weapon of a hit.
   */
  headshotRate: Rate
  /** Per round that began with it; null: none did. */
  damagePerRound: number | null
  /** Kills with it per round that began with it; null: none did. */
  killsPerRound: number | null
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

/** A weapon, or the slot of an ability, e.g. `ultimate`. */
export interface WeaponRef {
  id: string
  /** The id itself when the weapon is not known. */
  name: string
  /** null: not known. */
  kind:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | null
}

export interface StatsWeaponsOutput {
  items: WeaponStats[]
  /** With anything, whatever `kind` says. */
  kills: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsCompsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  tier?: 'all' | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /**
   * Leaves out compositions with fewer team games; those seen once are never listed. 2 to
   * 1000000000. Default: `10`.
   */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"winRate"`. */
  sort?: 'winRate' | 'games' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface StatsCompsOutput {
  items: CompStats[]
  nextCursor: string | null
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsDuosInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  /** Default: `"all"`. */
  tier?: 'all' | 'low' | 'mid' | 'high' | undefined
  /** Pairs with this agent, by uuid or name. */
  agent?: string | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `10`. */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"liftLo"`. */
  sort?: 'liftLo' | 'winRate' | 'games' | undefined
  /** 1 to 500. Default: `50`. */
  limit?: number | undefined
}

export interface DuoStats {
  agents: [AgentRef, AgentRef]
  /** Team games. */
  games: number
  wins: number
  draws: number
  winRate: Rate
  roundWinRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  /** What both agents' own win rates predict, added up in log-odds. */
  expectedWinRate: number
  /** Win rate less the expected one. */
  lift: number
  /** Lower bound of the win rate less the expected one. */
  liftLo: number
}

export interface StatsDuosOutput {
  items: DuoStats[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsTrendsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Default: `"all"`. */
  tier?: 'all' | 'low' | 'mid' | 'high' | undefined
  patch?: 'all' | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  map?: 'all' | undefined
  /** One series, of this agent; every agent has one without it. */
  agent?: string | undefined
  /** Default: `"winRate"`. */
  metric?: 'winRate' | 'roundWinRate' | 'pickRate' | 'presence' | 'kda' | 'acs' | 'adr' | undefined
  /** Weeks begin on Monday. Default: `"day"`. */
  interval?: 'day' | 'week' | undefined
  /** First UTC day; default: 30 intervals up to `to`. */
  from?: string | undefined
  /** Last UTC day; default: today. */
  to?: string | undefined
}

export interface Trends {
  metric: 'winRate' | 'roundWinRate' | 'pickRate' | 'presence' | 'kda' | 'acs' | 'adr'
  interval: 'day' | 'week'
  /** Widened to whole weeks where weeks are asked for. */
  from: string
  to: string
  series: TrendSeries[]
  /** Of all agents; intervals without a match are left out. */
  matches: {
    start: string
    matches: number
  }[]
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface TrendSeries {
  agent: AgentRef
  /** Intervals without games have none. */
  points: TrendPoint[]
}

export interface TrendPoint {
  /** First day of the interval. */
  start: string
  /** What the value is over: games, rounds, matches, or deaths for KDA. */
  n: number
  value: number
  /** 95 % interval; null for means, which have none here. */
  lo: number | null
  hi: number | null
}

export interface StatsDistributionInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
}

/** Players by their tier in their latest match of the act. */
export interface RankDistribution {
  /** Ranked tiers that somebody has, lowest first. */
  tiers: {
    tier: TierRef
    players: number
    /** Of the ranked players. */
    share: Rate
    /** Ranked players with this tier or a higher one: "top x %". */
    top: Rate
  }[]
  ranked: number
  /** Players without a rank in their latest match: in no share. */
  unranked: number
  /** ISO 8601, UTC. */
  updatedAt: string | null
}

export interface TierRef {
  /** 0: unranked. */
  tier: number
  name: string
}

export interface MatchesIngestInput {
  /** Name of one of the game's sources: `riot`, `riot-client` or `henrik-v4` in VALORANT. */
  source: string
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
  /** Name of one of the game's sources: `riot`, `riot-client` or `henrik-v4` in VALORANT. */
  source: string
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
  /** null: the player has not consented to be shown, or was erased. */
  puuid: string | null
  name: string | null
  tag: string | null
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

export interface MatchesTimelineInput {
  /** A UUID. */
  matchId: string
  /** This round only, 0-based. 0 to 999. */
  round?: number | undefined
  /** Only what players of this side did; counts of the living stay those of both teams. */
  side?: 'attack' | 'defence' | undefined
}

export interface MatchTimeline {
  matchId: string
  players: PagePlayer[]
  rounds: TimelineRound[]
}

export interface PagePlayer {
  /** null: the player was erased. */
  puuid: string | null
  team: 'red' | 'blue'
  agent: AgentRef | null
}

export interface TimelineRound {
  /** 0-based, as in the match. */
  number: number
  /** null: overtime. */
  half: 1 | 2 | null
  overtime: boolean
  /** null: a surrendered round, which nobody played. */
  attacker: 'red' | 'blue' | null
  winner: 'red' | 'blue'
  result: 'elimination' | 'detonate' | 'defuse' | 'time' | 'surrendered' | 'other'
  /** Rounds won by play, this round included. */
  score: {
    red: number
    blue: number
  }
  /** In time order. */
  events: TimelineEvent[]
  /** Players who killed two enemies or more. */
  multikills: {
    /** Index into `players`. */
    player: number
    kills: number
  }[]
  /** At most one per team; the last two alive have a 1v1 both. */
  clutches: {
    /** Index into `players`. */
    player: number
    /** The N of 1vN, when the player became the last one alive. */
    opponents: number
    won: boolean
  }[]
}

export type TimelineEvent =
  | {
      type: 'kill'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      assistants: number[]
      /** null: the source has none (spike, fall). */
      weapon: WeaponRef | null
      /** The victim came back to life in this round. */
      revived: boolean
      /** Index into `players`. */
      killer: number
      /** Index into `players`. */
      victim: number
      /** Of a teammate: a death, but nobody’s kill. */
      teamKill: boolean
      /** The first kill of an enemy in the round. */
      firstBlood: boolean
      /** Teammates whose deaths this kill traded, within five seconds. */
      avenged: number[]
      /** The victim was avenged within five seconds. */
      traded: boolean
    }
  | {
      type: 'selfKill'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      assistants: number[]
      /** null: the source has none (spike, fall). */
      weapon: WeaponRef | null
      /** The victim came back to life in this round. */
      revived: boolean
      /** Index into `players`. */
      player: number
    }
  | {
      type: 'plant'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      /** Index into `players`. */
      player: number
      site: string | null
    }
  | {
      type: 'defuse'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      /** Index into `players`. */
      player: number
    }

export interface MatchesKillMatrixInput {
  /** A UUID. */
  matchId: string
  /** Only what players did on this side: a row is the player who did it. */
  side?: 'attack' | 'defence' | undefined
  /** First round, 0-based. 0 to 999. Default: `0`. */
  fromRound?: number | undefined
  /** Last round, itself included; the last one if absent. 0 to 999. */
  toRound?: number | undefined
}

export interface KillMatrix {
  matchId: string
  /** Rows and columns of every matrix, in this order. */
  players: PagePlayer[]
  /** 0-based, as in the match. */
  fromRound: number
  /** 0-based, as in the match. */
  toRound: number
  /**
   * Kills of enemies, [killer][victim]. A row sums to the kills of the player; a column and
   * the deaths listed in `teamKills` and `selfKills` sum to the deaths.
   */
  kills: number[][]
  /** First kills of an enemy in a round, [killer][victim]. */
  firstBloods: number[][]
  /** Kills that avenged a teammate, [killer][victim]. */
  trades: number[][]
  /** Damage to enemies, [dealer][receiver]. */
  damage: number[][]
  /** A death of the victim, a kill of nobody. */
  teamKills: {
    /** 0-based, as in the match. */
    round: number
    /** Milliseconds since the round began. */
    atMs: number
    /** Index into `players`. */
    killer: number
    /** Index into `players`. */
    victim: number
    /** null: the source has none (spike, fall). */
    weapon: WeaponRef | null
  }[]
  selfKills: {
    /** 0-based, as in the match. */
    round: number
    /** Milliseconds since the round began. */
    atMs: number
    /** Index into `players`. */
    player: number
    /** null: the source has none (spike, fall). */
    weapon: WeaponRef | null
    /** Whether the deaths of the player have it: not when the spike or a fall killed. */
    isDeath: boolean
  }[]
}

export interface MatchesEconomyInput {
  /** A UUID. */
  matchId: string
}

export interface MatchEconomy {
  matchId: string
  players: {
    /** null: the player was erased. */
    puuid: string | null
    team: 'red' | 'blue'
    agent: AgentRef | null
    /** Credits; null: the source does not say. */
    spent: number | null
    damage: number
    /** Damage to enemies per 1,000 credits spent; null: nothing spent, or not known. */
    econRating: number | null
  }[]
  teams: {
    red: TeamEconomy
    blue: TeamEconomy
  }
  rounds: EconomyRound[]
}

export interface TeamEconomy {
  /** Credits; null: the source does not say. */
  spent: number | null
  damage: number
  /** Damage to enemies per 1,000 credits spent; null: nothing spent, or not known. */
  econRating: number | null
  buys: BuyRate[]
}

export interface BuyRate {
  /** Pistol rounds are no eco rounds here. */
  buy: 'pistol' | 'eco' | 'semi-eco' | 'semi-buy' | 'full-buy'
  winRate: Rate
}

export interface EconomyRound {
  /** 0-based, as in the match. */
  number: number
  /** null: overtime. */
  half: 1 | 2 | null
  overtime: boolean
  /** null: a surrendered round, which nobody played. */
  attacker: 'red' | 'blue' | null
  winner: 'red' | 'blue'
  /** The first round of a half, in modes with buying. */
  pistol: boolean
  teams: {
    red: TeamBuy
    blue: TeamBuy
  }
  players: {
    /** Index into `players`. */
    player: number
    /** Credits; null: the source does not say. */
    spent: number | null
    /** Credits; null: the source does not say. */
    loadout: number | null
    /** Bought or kept; null: not known. */
    weapon: WeaponRef | null
    /** Id of the armour. */
    armor: string | null
    damage: number
  }[]
}

export interface TeamBuy {
  /** Credits; null: the source does not say. */
  spent: number | null
  /** Credits; null: the source does not say. */
  loadout: number | null
  averageLoadout: number | null
  /** null: loadouts not known, or a mode without buying. */
  buy: 'eco' | 'semi-eco' | 'semi-buy' | 'full-buy' | null
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

export interface PlayersProfileInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
}

export interface PlayerProfile {
  player: PlayerIdentity
  /** ISO 8601, UTC. */
  lastPlayedAt: string | null
  /** In the latest game in which the player had a rank. */
  tier: TierRef
  totals: GameMeasures
  /** Per queue, most games first. */
  queues: {
    queue: string
    rating: PlayerRating | null
    /** Start of the latest of these games. ISO 8601, UTC. */
    lastPlayedAt: string
    /** In the latest of these games in which the player had a rank. */
    tier: TierRef
    measures: GameMeasures
  }[]
  /** Per act, latest first. */
  acts: {
    /** Act uuid. */
    act: string | null
    /** Start of the latest of these games. ISO 8601, UTC. */
    lastPlayedAt: string
    /** In the latest of these games in which the player had a rank. */
    tier: TierRef
    measures: GameMeasures
  }[]
  /** The latest games, 20 at most; the agents and maps played most in them. */
  recent: {
    games: PlayerGame[]
    measures: CoreMeasures
    agents: {
      agent: AgentRef | null
      measures: CoreMeasures
    }[]
    maps: {
      map: MapRef
      measures: CoreMeasures
    }[]
  }
}

export interface PlayerIdentity {
  puuid: string
  name: string | null
  tag: string | null
}

/** OpenSkill rating of a player in a queue. */
export interface PlayerRating {
  /** mu - 3 sigma: what boards by rating are sorted by. */
  value: number
  mu: number
  sigma: number
  /** Games it is made from, whatever the filters. */
  games: number
}

export interface PlayerGame {
  match: MatchSummary
  team: 'red' | 'blue'
  result: 'win' | 'loss' | 'draw'
  roundsWon: number
  roundsLost: number
  agent: AgentRef | null
  tier: TierRef
  kills: number
  deaths: number
  assists: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
}

export interface CoreMeasures {
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
}

export interface PlayersMatchesInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  result?: 'win' | 'loss' | 'draw' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PlayersAgentsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
}

export interface PlayerAgents {
  /** Games these are made from: the latest ones that fit. */
  games: number
  /** Most games first. */
  items: {
    agent: AgentRef | null
    measures: GameMeasures
  }[]
}

export interface PlayersMapsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
}

export interface PlayerMaps {
  /** Games these are made from: the latest ones that fit. */
  games: number
  /** Most games first. */
  items: {
    map: MapRef
    measures: GameMeasures
  }[]
}

export interface PlayersWeaponsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** How many of the latest games to count. 1 to 500. Default: `200`. */
  last?: number | undefined
}

export interface PlayerWeapons {
  /** Matches counted: the latest ones that fit. */
  matches: number
  /** Most kills first. */
  items: PlayerWeapon[]
}

/** A weapon, or the slot of an ability. */
export interface PlayerWeapon {
  id: string
  /** The id itself when the weapon is not known. */
  name: string
  /** null: not known. */
  kind:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | null
  /** Games with the weapon. */
  games: number
  kills: number
  /** Kills with it over all kills. */
  killShare: Rate
  /** Head hits over all hits, in rounds begun with it. */
  headshotRate: Rate
  /** Rounds begun with it. */
  rounds: number
  /** Damage in rounds begun with it, per such round. */
  damagePerRound: number
  killsPerGame: number
}

export interface PlayersFormInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Games in the series. 1 to 100. Default: `20`. */
  last?: number | undefined
  /**
   * Games that a rolling value is made from: the game and those before it. 1 to 50. Default:
   * `5`.
   */
  window?: number | undefined
  /** How far back the values per day go. Default: `30`. */
  days?: 30 | 90 | undefined
}

export interface PlayerForm {
  /** Oldest first. */
  games: {
    matchId: string
    /** ISO 8601, UTC. */
    startedAt: string
    result: 'win' | 'loss' | 'draw'
    measures: CoreMeasures
    /** Over `window` games that end with this one. */
    rolling: CoreMeasures
  }[]
  /** Days (UTC) with games, oldest first. */
  days: {
    day: string
    measures: CoreMeasures
  }[]
}

export interface PlayersHeadToHeadInput {
  /** A puuid, or `name#tag`. */
  a: string
  /** A puuid, or `name#tag`. */
  b: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
}

/** Two players in their latest 1,000 shared games. */
export interface HeadToHead {
  a: PlayerIdentity
  b: PlayerIdentity
  /** Games in one team: both have the same results. */
  together: {
    a: CoreMeasures
    b: CoreMeasures
  }
  /** Games against each other: a win of one is a loss of the other. */
  against: {
    a: CoreMeasures
    b: CoreMeasures
  }
  /** From the kills of their latest 20 games against each other. */
  duels: {
    matches: number
    /** Kills of b by a. */
    killsOfA: number
    /** Kills of a by b. */
    killsOfB: number
  }
}

export interface PlayersSearchInput {
  /** Beginning of `name#tag`; every character stands for itself. */
  query: string
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PlayersConsentInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Whether the player agrees to be shown. */
  consented: boolean
}

export interface PlayersConsentOutput {
  /** Since when; null: not. ISO 8601, UTC. */
  consentedAt: string | null
}

export interface PlayersEraseInput {
  /** A puuid, or `name#tag`. */
  player: string
}

export interface PlayersEraseOutput {
  /** Whether there was a player: false when erased before, or never seen. */
  known: boolean
}

export interface LeaderboardsListInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
  /**
   * rating: mu - 3 sigma of the OpenSkill rating, which no act resets; acs: combat score per
   * round; winRate: lower bound of its 95 % interval. Default: `"rating"`.
   */
  by?: 'rating' | 'acs' | 'winRate' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface LeaderboardEntry {
  /** From 1. Of equal values the one that was reached first is ahead. */
  rank: number
  /** null: a player who has not agreed to be shown. */
  player: PlayerIdentity | null
  /** What the board ranks by. */
  value: number
  games: number
  winRate: Rate
  /** Combat score per round played. */
  acs: number
  /** On boards by rating. */
  rating: {
    mu: number
    sigma: number
  } | null
}

export interface LeaderboardsListOutput {
  items: LeaderboardEntry[]
  /**
   * Stays with the state of the board it began on, for at least two minutes after it was
   * replaced; then BAD_CURSOR.
   */
  nextCursor: string | null
  /** Places on the board. */
  players: number
  /** Games a player needs for a place: 1 by rating, else 10. */
  minGames: number
  /** When the board was made; null when there is none. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface LeaderboardsAroundInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
  /**
   * rating: mu - 3 sigma of the OpenSkill rating, which no act resets; acs: combat score per
   * round; winRate: lower bound of its 95 % interval. Default: `"rating"`.
   */
  by?: 'rating' | 'acs' | 'winRate' | undefined
  /** Places shown before the player, and after. 1 to 50. Default: `5`. */
  limit?: number | undefined
}

export interface LeaderboardsAroundOutput {
  /** The player's own; null: not on the board. */
  rank: number | null
  items: LeaderboardEntry[]
  /** Places on the board. */
  players: number
  /** Games a player needs for a place: 1 by rating, else 10. */
  minGames: number
  /** When the board was made; null when there is none. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface CrawlerStatus {
  regions: CrawlerRegion[]
}

export interface CrawlerRegion {
  region: string
  /** Whether it was started. */
  enabled: boolean
  /** A worker had it in its configuration within the last minute. */
  configured: boolean
  /** Rate limits, the roll-up backlog, or too many documents in quarantine. */
  waitsFor: 'limits' | 'rollup' | 'quarantine' | null
  /** ISO 8601, UTC. */
  resumeAt: string | null
  breaker: {
    state: 'closed' | 'open' | 'half-open'
    /** Failed calls in a row. */
    failures: number
    /** ISO 8601, UTC. */
    openUntil: string | null
  }
  calls: {
    total: number
    /** Answered 429. */
    throttled: number
    failed: number
    /** ISO 8601, UTC. */
    lastAt: string | null
    lastError: string | null
    /** ISO 8601, UTC. */
    lastErrorAt: string | null
  }
  /** Pending ones now, the others so far. */
  matches: {
    pending: number
    fetched: number
    gone: number
    failed: number
  }
  /** Players whose match lists are walked. */
  players: number
}

export interface CrawlerStartInput {
  regions?: string[] | undefined
}

export interface CrawlerStartOutput {
  regions: string[]
}

export interface CrawlerStopInput {
  regions?: string[] | undefined
}

export interface CrawlerStopOutput {
  regions: string[]
}

export interface RebuildStartInput {
  /** One patch, e.g. `11.8`; sums that are not by patch (per day, per player) stay as they are. */
  patch?: string | undefined
}

export interface RollupBuild {
  id: number
  purpose: 'rebuild' | 'audit'
  patch: string | null
  state: 'running' | 'done' | 'cancelled'
  /** Pieces of work. When all are done, what was stored meanwhile is added. */
  shards: {
    done: number
    total: number
  }
  /** ISO 8601, UTC. */
  startedAt: string
  /** ISO 8601, UTC. */
  finishedAt: string | null
}

export interface AuditReport {
  build: number
  /** ISO 8601, UTC. */
  checkedAt: string
  differences: number
  tables: {
    table: string
    /** Rows, told apart by their key, that are not the same. */
    differing: number
    /** The first few. */
    examples: {
      key: Record<string, number | string>
      /** The sums that differ; null: there is no such row. */
      stored: Record<string, number | string> | null
      recounted: Record<string, number | string> | null
    }[]
  }[]
}

export interface RebuildStatusOutput {
  /** The one that runs, else the latest. */
  build: RollupBuild | null
  /** The latest report. */
  audit: AuditReport | null
}

export interface RebuildCancelOutput {
  /** Whether there was anything to cancel. */
  cancelled: boolean
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
