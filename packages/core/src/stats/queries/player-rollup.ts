import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { GAME_SUMS } from '../../db/player-sums.ts'
import { gameSums } from './game-sums.ts'
import { inBatch, type RollupBatch, upsertSums } from './upsert-sums.ts'

/** The latest match and the tier in it, as one number that grows with time. */
export const LATEST = sql`max(started_minute::bigint * 64 + tier)`

/** Sums per player, queue, act and region. Player 0 is everybody who was erased: part of no page. */
export function addPlayerSums(tx: Kysely<Database>, batch: RollupBatch): Promise<void> {
  return upsertSums(tx, batch, {
    table: 'player_rollup',
    key: ['player_key', 'queue_key', 'act_key', 'region_key'],
    sums: GAME_SUMS,
    greatest: ['latest'],
    base: sql`
      select player_key, queue_key, act_key, region_key, ${gameSums}, ${LATEST} as latest
      from player_game where ${inBatch(batch)} and player_key <> 0
      group by player_key, queue_key, act_key, region_key`,
  })
}
