import type { Generated } from 'kysely'

export interface RatingTables {
  rating: RatingTable
  rating_day: RatingDayTable
  rating_replay: RatingDayTable
  rating_queue: RatingQueueTable
  rating_pending: RatingPendingTable
}

/** A player's skill as a normal distribution, after `games` matches of the queue. */
interface RatingTable {
  queue_key: number
  player_key: number
  mu: number
  sigma: number
  games: number
  /** Start of the last rated match in minutes since 1970. */
  updated_minute: number
}

/** The rating at the end of a UTC day on which the player played: a checkpoint, and the history to show. */
interface RatingDayTable extends RatingTable {
  /** `YYYY-MM-DD`. */
  day: string
}

/** How far the ratings of a queue are; its row is the lock under which they change. */
interface RatingQueueTable {
  queue_key: number
  rated_at: Date | null
  rated_id: string | null
  rewind_from: Date | null
  replay_from: string | null
  replay_at: Date | null
  replay_id: string | null
  replay_ms: Generated<number>
  replayed_at: Date | null
  revision: Generated<number>
}

/** A match that is not rated yet, at its place in the order. */
interface RatingPendingTable {
  queue_key: number
  started_at: Date
  id: string
  match_key: number
}
