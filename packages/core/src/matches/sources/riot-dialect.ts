import type { MatchDocument } from '../match-document.ts'
import { type Cursor, isObject, type JsonObject } from './cursor.ts'

/**
 * Where VAL-MATCH-V1 and the game-client API differ; all else is the same document. Readers stand beside
 * the keys they read so that the hot property loads stay direct.
 */
export interface RiotDialect {
  readonly source: 'riot' | 'riot-client'
  readonly playerIdKey: 'puuid' | 'subject'
  readonly playerId: (item: JsonObject) => unknown
  readonly queueKey: 'queueId' | 'queueID'
  readonly killTimeKey: 'timeSinceRoundStartMillis' | 'roundTime'
  readonly killTime: (kill: JsonObject) => unknown
  readonly region: (info: JsonObject, at: Cursor) => MatchDocument['region']
}

/** The queue's spelling and the players' id decide; when only one of them is there, it does. */
export function dialectOf(root: JsonObject): RiotDialect['source'] | null {
  if (!isObject(root.matchInfo) || isObject(root.metadata)) return null
  const byQueue = pick(root.matchInfo, 'queueId', 'queueID')
  const byPlayer = pick(Array.isArray(root.players) ? root.players[0] : null, 'puuid', 'subject')
  if (byQueue !== null && byPlayer !== null && byQueue !== byPlayer) return null
  return byQueue ?? byPlayer
}

function pick(
  value: unknown,
  officialKey: string,
  clientKey: string,
): RiotDialect['source'] | null {
  if (!isObject(value)) return null
  const official = officialKey in value
  const client = clientKey in value
  if (official === client) return null
  return official ? 'riot' : 'riot-client'
}
