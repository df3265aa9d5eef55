import type { SourceName } from '../match-document.ts'
import { isObject, type JsonObject } from './cursor.ts'

/** A recognised document: its source and where in the raw value it begins. */
export interface DetectedSource {
  readonly source: SourceName
  readonly root: JsonObject
  /** Path of `root`: the unofficial API wraps the match as `{ status, data }`. */
  readonly path: readonly string[]
}

/** Tells the source by the fields only it has; null when none or two of them fit. */
export function detectSource(raw: unknown): DetectedSource | null {
  if (!isObject(raw)) return null
  if ('status' in raw && isObject(raw.data)) {
    return 'metadata' in raw.data ? { source: 'henrik-v4', root: raw.data, path: ['data'] } : null
  }
  const hasInfo = isObject(raw.matchInfo)
  if (isObject(raw.metadata)) {
    return hasInfo ? null : { source: 'henrik-v4', root: raw, path: [] }
  }
  const source = hasInfo ? detectRiotDialect(raw) : null
  return source === null ? null : { source, root: raw, path: [] }
}

/** The queue's spelling and the players' id decide; when only one of them is there, it does. */
function detectRiotDialect(root: JsonObject): SourceName | null {
  const byQueue = pick(root.matchInfo, 'queueId', 'queueID')
  const byPlayer = pick(Array.isArray(root.players) ? root.players[0] : null, 'puuid', 'subject')
  if (byQueue !== null && byPlayer !== null && byQueue !== byPlayer) return null
  return byQueue ?? byPlayer
}

function pick(value: unknown, officialKey: string, clientKey: string): SourceName | null {
  if (!isObject(value)) return null
  const official = officialKey in value
  const client = clientKey in value
  if (official === client) return null
  return official ? 'riot' : 'riot-client'
}
