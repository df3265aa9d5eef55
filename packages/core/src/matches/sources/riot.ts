import type { RiotDialect } from './riot-dialect.ts'

/** VAL-MATCH-V1, Riot's official API. */
export const RIOT: RiotDialect = {
  source: 'riot',
  playerIdKey: 'puuid',
  playerId: (item) => item.puuid,
  queueKey: 'queueId',
  killTimeKey: 'timeSinceRoundStartMillis',
  killTime: (kill) => kill.timeSinceRoundStartMillis,
  region: (info, at) => at.contentId(info.region, 'region'),
}
