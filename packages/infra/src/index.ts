/** The adapters behind core's ports, used by api, worker and cli. */

export { createServerSecret } from './accounts/server-secret.ts'
export { type CacheRelayOptions, startCacheRelay } from './cache/cache-relay.ts'
export { createSharedCache } from './cache/create-shared-cache.ts'
export { nodeCodec } from './codec.ts'
export { CONFIG_EXIT_CODE, ConfigError, type InfraConfig, infraEnv, parseEnv } from './config.ts'
export { createInfra, type Infra, type InfraOptions } from './create-infra.ts'
export {
  type Arrival,
  createEventFeed,
  type EventFeed,
  type EventFeedOptions,
  type FeedEntry,
} from './events/event-feed.ts'
export { type EventRelayOptions, startEventRelay } from './events/event-relay.ts'
export { type Position, toEventId, toPosition } from './events/position.ts'
export { type OpenFile, openFile, openStream, UnreadableFileError } from './files/open-file.ts'
export { GAME } from './game.ts'
export { fileSource, streamSource } from './imports/file-source.ts'
export { type AnyJob, coalesceKeyOf, findJob, type JobRegistry } from './jobs/registry.ts'
export { createLimit } from './limit.ts'
export { createLog, type LogOptions } from './log.ts'
export type { PollLoop } from './poll-loop.ts'
export { createPostgres, type PostgresOptions, type Profile } from './postgres.ts'
export { createInlinePreparer } from './prepare/inline.ts'
export { createPreparerPool, type PreparerPool } from './prepare/pool.ts'
export { createFolderArchive } from './raw-archive-folder.ts'
export { createReadCache } from './read-cache.ts'
export {
  assertQueueRedis,
  closeRedis,
  createRedis,
  type RedisConnectionOptions,
  type RedisProfile,
} from './redis.ts'
export { createReviewLabels } from './review-labels.ts'
export { createSigner } from './signer.ts'
export { VERSION } from './version.ts'
