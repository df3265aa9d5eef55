import type { Cursor, JsonObject } from './cursor.ts'
import type { RiotDialect } from './riot-dialect.ts'

/** The API that the game client itself uses: `subject` for puuid, `queueID`, no region field. */
export const RIOT_CLIENT: RiotDialect = {
  source: 'riot-client',
  playerIdKey: 'subject',
  playerId: (item) => item.subject,
  queueKey: 'queueID',
  killTimeKey: 'roundTime',
  killTime: (kill) => kill.roundTime,
  region: regionOfServers,
}

const SERVER_MAX_LENGTH = 200

/**
 * Region from the server names: the game loop zone ends in it (`aresriot.aws-usw2-prod.na-glz-na-1`,
 * where the first `na` is only the shard: Brazil is `na-glz-br-1`), else the pod starts with it
 * (`aresriot.aws-chi1-prod.na-gp-chicago-1`).
 */
function regionOfServers(info: JsonObject, at: Cursor): string | null {
  const zone = at.nullableText(info.gameLoopZone, 'gameLoopZone', SERVER_MAX_LENGTH)
  const pod = at.nullableText(info.gamePodId, 'gamePodId', SERVER_MAX_LENGTH)
  const region = /-glz-([a-z]+)-\d/i.exec(zone ?? '') ?? /(?:^|\.)([a-z]+)-gp-/i.exec(pod ?? '')
  return region?.[1]?.toLowerCase() ?? null
}
