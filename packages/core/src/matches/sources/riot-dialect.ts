import type { MatchDocument, SourceName } from '../match-document.ts'
import type { Cursor, JsonObject } from './cursor.ts'

/**
 * Where VAL-MATCH-V1 and the game-client API differ; all else is the same document. Readers stand beside
 * the keys they read so that the hot property loads stay direct.
 */
export interface RiotDialect {
  readonly source: SourceName
  readonly playerIdKey: 'puuid' | 'subject'
  readonly playerId: (item: JsonObject) => unknown
  readonly queueKey: 'queueId' | 'queueID'
  readonly killTimeKey: 'timeSinceRoundStartMillis' | 'roundTime'
  readonly killTime: (kill: JsonObject) => unknown
  readonly region: (info: JsonObject, at: Cursor) => MatchDocument['region']
}
