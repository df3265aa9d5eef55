import type { MatchHead } from './assemble-match.ts'
import type { JsonObject } from './cursor.ts'
import { readDuration, readMap, readQueue, readStart, VERSION_MAX_LENGTH } from './match-head.ts'
import { normalisePatch } from './normalise.ts'
import type { RiotDialect } from './riot-dialect.ts'
import type { ParseTools } from './source-adapter.ts'

export function readMatchHead(
  root: JsonObject,
  tools: ParseTools & { readonly dialect: RiotDialect },
): MatchHead {
  const { dialect, at } = tools
  const info = at.object(root.matchInfo, 'matchInfo')
  at.enter('matchInfo')
  const head = {
    id: at.uuid(info.matchId, 'matchId'),
    source: dialect.source,
    queue: readQueue(info[dialect.queueKey], dialect.queueKey, at),
    map: readMap(info.mapId, 'mapId', tools),
    patch: normalisePatch(at.nullableText(info.gameVersion, 'gameVersion', VERSION_MAX_LENGTH)),
    act: at.contentId(info.seasonId, 'seasonId'),
    region: dialect.region(info, at),
    startedAt: readStart(info.gameStartMillis, 'gameStartMillis', at),
    durationMs: readDuration(info.gameLengthMillis, 'gameLengthMillis', at),
  }
  at.leave()
  return head
}
