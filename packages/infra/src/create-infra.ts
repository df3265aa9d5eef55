import { once } from 'node:events'
import { join } from 'node:path'
import { type Log, type Mailer, type Preparer, type Services, systemClock } from '@loadout/core'
import { createKeyRing } from '@loadout/core/accounts'
import { createFacetIndex, createInteractionLog } from '@loadout/core/catalog'
import type { Game } from '@loadout/core/sources'
import { createDimensions } from '@loadout/core/stats'
import type { Redis } from 'ioredis'
import { createFolderMailer, createWebhookMailer } from './accounts/mailer.ts'
import { createPasswords } from './accounts/passwords.ts'
import { createServerSecret } from './accounts/server-secret.ts'
import { createBulkLoader } from './bulk/create-bulk-loader.ts'
import { createSharedCache } from './cache/create-shared-cache.ts'
import { nodeCodec } from './codec.ts'
import type { InfraConfig } from './config.ts'
import { createCrawler } from './crawler/create-crawler.ts'
import { GAME } from './game.ts'
import { createImportFolder } from './imports/import-folder.ts'
import { createLog } from './log.ts'
import { createMarkdown } from './markdown.ts'
import { createPostgres, LIMITS, type Profile } from './postgres.ts'
import { createInlinePreparer } from './prepare/inline.ts'
import { createPreparerPool } from './prepare/pool.ts'
import { createFolderArchive } from './raw-archive-folder.ts'
import { createReadCache } from './read-cache.ts'
import { closeRedis, createRedis, type RedisProfile } from './redis.ts'
import { createReviewLabels } from './review-labels.ts'
import { createSigner } from './signer.ts'

const REDIS_PROFILES: Record<Profile, RedisProfile> = {
  api: 'failFast',
  worker: 'patient',
  cli: 'publish',
}

/** A Redis that does not answer for so long counts as away, milliseconds. */
const PING_MS = 1_000

const PASSWORD_DOOR = {
  /** People who may wait for their password to be looked at; some 20 ms each. */
  queue: 32,
  /** And for how long: half of what a request may take, however slow the machine is. */
  waitMs: 1_000,
} as const

/** The services of one process and what they hold open. */
export interface Infra extends Services {
  readonly redis: Redis
  /** One round trip to Redis; rejects when it does not answer. For health checks. */
  pingRedis(): Promise<void>
  /** Threads first, connections last. May be called again. */
  close(): Promise<void>
}

export interface InfraOptions {
  readonly profile: Profile
  /** Standard output if left out. */
  readonly log?: Log
  /** `GAME` if left out. */
  readonly game?: Game
  /** What `readCache.recent` may be behind, milliseconds; exact if left out. */
  readonly maxStaleMs?: number
}

/** Opens everything behind core's ports. Connects in the background: a server that is down is no error here. */
export function createInfra(
  config: InfraConfig,
  { profile, log: given, game = GAME, maxStaleMs = 0 }: InfraOptions,
): Infra {
  const log = given ?? createLog({ level: config.LOG_LEVEL, name: profile })
  const db = createPostgres({
    url: config.DATABASE_URL,
    poolSize: config.PG_POOL_SIZE,
    profile,
    log,
  })
  const redis = createRedis({ url: config.REDIS_URL, profile: REDIS_PROFILES[profile], log })
  const cache = createSharedCache({
    ...{ redisUrl: config.REDIS_URL, prefix: config.QUEUE_PREFIX, log },
    localMs: profile === 'api' ? config.CACHE_LOCAL_MS : 0,
  })
  const prepare = createPreparer(config, game)
  const readCache = createReadCache(config.READ_CACHE_MB * 1024 * 1024, { maxStaleMs, log })
  const passwords = createPasswords({ ...PASSWORD_DOOR, atOnce: config.PASSWORD_THREADS })
  const secret = createServerSecret(config.SESSION_SECRET, config.LOADOUT_HOME)
  let closed: Promise<void> | undefined

  async function close(): Promise<void> {
    await Promise.all([prepare.close(), passwords.close()])
    cache.close()
    closeRedis(redis)
    await db.destroy()
  }

  return {
    db,
    bulk: createBulkLoader({
      url: config.DATABASE_URL,
      connectMs: LIMITS[profile].connect,
      log,
    }),
    redis,
    log,
    clock: systemClock,
    codec: nodeCodec,
    game,
    archive: createFolderArchive(join(config.LOADOUT_HOME, 'raw')),
    importFolder: createImportFolder(join(config.LOADOUT_HOME, 'imports')),
    preparer: prepare.preparer,
    readCache,
    sharedCache: cache.sharedCache,
    signer: createSigner(secret),
    dimensions: createDimensions(db),
    crawler: profile === 'worker' ? createCrawler(config, redis) : null,
    ...policiesOf(config),
    reviewLabels: createReviewLabels(config.REVIEW_LABELS),
    passwords,
    mailer: createMailer(config),
    secret,
    keyRing: createKeyRing({ ...{ db, secret, log }, algorithm: config.TOKEN_ALGORITHM }),
    interactions: createInteractionLog(db),
    facetIndex: createFacetIndex({
      ...{ db, readCache, log, maxStaleMs },
      now: () => performance.now(),
    }),
    markdown: createMarkdown(),
    pingRedis: () => ping(redis),
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** What an installation decides for itself. */
function policiesOf(
  config: InfraConfig,
): Pick<Services, 'playerPages' | 'moderation' | 'comments' | 'accounts'> {
  return {
    playerPages: config.PLAYER_PAGES,
    moderation: {
      hideAtReports: config.REPORTS_HIDE_AT,
      newAccountHours: config.NEW_ACCOUNT_HOURS,
      photoHosts: config.PHOTO_HOSTS,
      maxTextsPerMinute: config.MAX_TEXTS_PER_MINUTE,
    },
    comments: { editMinutes: config.COMMENT_EDIT_MINUTES },
    accounts: {
      accessTokenSeconds: config.ACCESS_TOKEN_SECONDS,
      sessionDays: config.SESSION_DAYS,
      siteUrl: config.SITE_URL,
    },
  }
}

function createMailer({ MAIL_WEBHOOK_URL: url, LOADOUT_HOME: home }: InfraConfig): Mailer {
  return url === undefined ? createFolderMailer(join(home, 'mails')) : createWebhookMailer(url)
}

/** A patient connection would wait for ever, which is no answer either. */
async function ping(redis: Redis): Promise<void> {
  const timeout = AbortSignal.timeout(PING_MS)
  await Promise.race([redis.ping(), once(timeout, 'abort').then(() => timeout.throwIfAborted())])
}

function createPreparer(
  { PREPARE_THREADS: threads, STATS_TRADE_WINDOW_MS: window }: InfraConfig,
  game: Game,
): { preparer: Preparer; close(): Promise<void> } {
  if (threads === 0) {
    return { preparer: createInlinePreparer(nodeCodec, game, window), close: async () => {} }
  }
  const pool = createPreparerPool(threads, game, window)
  return { preparer: pool, close: () => pool.close() }
}
