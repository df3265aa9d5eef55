import type { Generated } from 'kysely'

export interface PlayerTables {
  erasure: ErasureTable
}

/** A player who is being erased. Nothing in a finished row says who it was. */
interface ErasureTable {
  id: Generated<number>
  /** Whom to look for in rejected documents; null once nothing is left to do. */
  puuid: string | null
  /** Whose games are still theirs; null once they are nobody's, or when there are none. */
  player_key: number | null
  /** Rejected documents up to this one have been looked at. */
  rejected_id: Generated<number>
  requested_at: Date
  finished_at: Date | null
}
