/**
 * The settings of the API and the worker that `npm start` passes on. Their schemas take 0.4 s to load, which a
 * start without any of them is spared; that none is missing here is tested.
 */
export const SETTINGS: readonly string[] = [
  'DATABASE_URL',
  'REDIS_URL',
  'REDIS_DURABILITY',
  'LOG_LEVEL',
  'PG_POOL_SIZE',
  'PREPARE_THREADS',
  'READ_CACHE_MB',
  'CACHE_LOCAL_MS',
  'PLAYER_PAGES',
  'STATS_MAX_STALE_MS',
  'STATS_TRADE_WINDOW_MS',
  'CRAWLER_BASE_URL',
  'CRAWLER_API_KEY',
  'CRAWLER_REGIONS',
  'CRAWLER_QUEUES',
  'CRAWLER_ALLOWED_HOSTS',
  'CRAWLER_RATE_LIMITS',
  'CRAWLER_TIMEOUT_MS',
  'REPORTS_HIDE_AT',
  'TOKEN_ALGORITHM',
  'ACCESS_TOKEN_SECONDS',
  'SESSION_DAYS',
  'PASSWORD_THREADS',
  'SITE_URL',
  'MAIL_WEBHOOK_URL',
  'COMMENT_EDIT_MINUTES',
  'NEW_ACCOUNT_HOURS',
  'PHOTO_HOSTS',
  'MAX_TEXTS_PER_MINUTE',
  'REVIEW_LABELS',
  'RAW_RETENTION_DAYS',
  'REJECTED_RETENTION_DAYS',
  'JOB_RUN_RETENTION_DAYS',
  'CART_RETENTION_DAYS',
  'INTERACTION_RETENTION_DAYS',
  'NOTIFICATION_RETENTION_DAYS',
  'QUEUE_PREFIX',
  'HOST',
  'CORS_ORIGINS',
  'SESSION_SECRET',
  'TRUST_PROXY',
  'RATE_READS_PER_SECOND',
  'RATE_WRITES_PER_SECOND',
  'RATE_GUESTS_PER_MINUTE',
  'RATE_SIGN_INS_PER_MINUTE',
  'IMPORT_MAX_MB',
  'LOADOUT_MODULES',
  'WORKER_HOST',
]

/** What `npm start` reads itself (see options.ts), and hands to the programs in its own words. */
export const OWN_SETTINGS: readonly string[] = [
  'LOADOUT_HOME',
  'PORT',
  'WORKER_PORT',
  'OPERATOR_PASSWORD',
]

/** What the API or the worker would object to in their environment, a line each, without values. */
export async function settingProblems(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (!SETTINGS.some((name) => env[name])) return []
  const [{ apiEnv }, { workerEnv }, { ConfigError, parseEnv }] = await Promise.all([
    import('../../packages/api/src/index.ts'),
    import('../../packages/worker/src/index.ts'),
    import('../../packages/infra/src/index.ts'),
  ])
  const given = Object.fromEntries(SETTINGS.map((name) => [name, env[name]]))
  try {
    parseEnv({ ...apiEnv, ...workerEnv }, { ...given, ...stillToStart(env) })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

/** Stands for the servers that this start will bring up, whose ports are not known yet. */
function stillToStart({ DATABASE_URL, REDIS_URL }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: DATABASE_URL || 'postgresql://127.0.0.1/loadout',
    REDIS_URL: REDIS_URL || 'redis://127.0.0.1/0',
  }
}
