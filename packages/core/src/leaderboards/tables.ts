export interface LeaderboardTables {
  leaderboard_edition: LeaderboardEditionTable
  leaderboard_entry: LeaderboardEntryTable
  rank_distribution: RankDistributionTable
}

/** One state of all boards of a queue and act; the highest edition is the present one. */
interface LeaderboardEditionTable {
  queue_key: number
  /** -1: all acts. */
  act_key: number
  edition: number
  made_at: Date
  took_ms: number
  source: string
}

/** A place on a board, with what it is won by. */
interface LeaderboardEntryTable {
  queue_key: number
  act_key: number
  /** -1: all regions. */
  region_key: number
  /** `BOARDS`. */
  board: number
  edition: number
  rank: number
  /** 0: a player who has been erased since. */
  player_key: number
  /** What the board ranks by. */
  value: number
  games: number
  wins: number
  rounds: number
  score: number
  /** On boards of ratings. */
  mu: number | null
  sigma: number | null
}

/** Players by their tier in their latest match of the act; tier 0 is unranked. */
interface RankDistributionTable {
  queue_key: number
  act_key: number
  region_key: number
  tier: number
  players: number
}
