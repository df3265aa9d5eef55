import { availableParallelism } from 'node:os'
import { PLAYER_PAGES } from '@loadout/core'
import { KEY_ALGORITHMS } from '@loadout/core/accounts'
import { z } from 'zod'
import { crawlerEnv } from './crawler/env.ts'
import { labelRulesEnv } from './review-labels.ts'

/** `sysexits.h` EX_CONFIG: what every process exits with when its configuration is not usable. */
export const CONFIG_EXIT_CODE = 78

const days = (fallback: number) => z.coerce.number().int().min(1).max(3_650).default(fallback)

/** What every process reads from its environment. Each `env.ts` adds its own settings to it. */
export const infraEnv = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
    .describe('PostgreSQL connection. `npm start` sets it when it starts its own server.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' })
    .describe('Redis connection. `npm start` sets it when it starts its own server.'),
  REDIS_DURABILITY: z
    .enum(['require', 'warn'])
    .default('require')
    .describe(
      'A worker refuses a Redis without `appendonly yes` and `noeviction`; `warn` only logs it.',
    ),
  LOADOUT_HOME: z
    .string()
    .min(1)
    .default('.loadout')
    .describe('Folder for raw documents and, under `npm start`, the data of its servers.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe line that is logged.'),
  PG_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('PostgreSQL connections of this process, at most.'),
  PREPARE_THREADS: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(Math.max(1, availableParallelism() - 1))
    .describe('Threads that parse match documents; 0 parses on the main thread.'),
  READ_CACHE_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_536)
    .default(64)
    .describe('Memory for cached query results per process, MiB.'),
  CACHE_LOCAL_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(500)
    .describe(
      'How long an API process answers from its own memory what others may have changed, milliseconds; changes end it early.',
    ),
  PLAYER_PAGES: z
    .enum(PLAYER_PAGES)
    .default('consented')
    .describe(
      'Whose pages are shown: `consented` players only (public sites), or `open` for everybody (private servers). `npm start` sets `open`.',
    ),
  STATS_TRADE_WINDOW_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(30_000)
    .default(5_000)
    .describe(
      'Time in which a death must be avenged to count as traded, milliseconds. The same for all processes: a change has every match derived again.',
    ),
  SESSION_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe(
      'Secret behind sessions, signing keys and cursors, the same for all processes. Without it one is made and kept in LOADOUT_HOME: enough for one machine.',
    ),
  TOKEN_ALGORITHM: z
    .enum(KEY_ALGORITHMS)
    .default('RS256')
    .describe('How new signing keys sign access tokens.'),
  ACCESS_TOKEN_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(3_600)
    .default(300)
    .describe('How long an access token is good for.'),
  SESSION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('A session that is not used for so long is over.'),
  PASSWORD_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('Passwords that a process looks at together; each takes a core for some 20 ms.'),
  SITE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Address of the pages that mails point at: `/verify-email` and `/reset-password`.'),
  MAIL_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .optional()
    .describe(
      'Takes mails as `POST {to, subject, text}`. Without it they are files in `mails` of LOADOUT_HOME.',
    ),
  REPORTS_HIDE_AT: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(3)
    .describe('Reports by different people that hide a text until a moderator has looked.'),
  COMMENT_EDIT_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(525_600)
    .default(15)
    .describe('Minutes in which an author may change a comment; moderators always may their own.'),
  NEW_ACCOUNT_HOURS: z.coerce
    .number()
    .int()
    .min(0)
    .max(8_760)
    .default(24)
    .describe(
      'Hours for which texts of a new account that have a link in them, or a photo from elsewhere than PHOTO_HOSTS, wait for a moderator. Those of guests always do. 0 turns this off.',
    ),
  PHOTO_HOSTS: z
    .string()
    .default('')
    .transform((text) => (text.trim() === '*' ? ('all' as const) : hostsIn(text)))
    .pipe(z.union([z.literal('all'), z.array(z.hostname('must be host names or `*`'))]))
    .describe(
      'Hosts of photos that new accounts and guests may show at once, comma-separated: where your site keeps what people upload. `*`: all.',
    ),
  MAX_TEXTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .describe('Texts of one account within a minute; what is more waits for a moderator.'),
  REVIEW_LABELS: labelRulesEnv.describe(
    'What reviews are called that recommend a product: JSON like `[{"label":"Good","percent":80,"reviews":10},{"label":"Bad","percent":0,"reviews":10}]`, the first that fits. The default is in `packages/core/src/reviews/rating-label.ts`.',
  ),
  RAW_RETENTION_DAYS: days(30).describe('Days that raw match documents are kept.'),
  REJECTED_RETENTION_DAYS: days(90).describe(
    'Days that rejected documents, files to import and the rows of them that were not taken are kept.',
  ),
  JOB_RUN_RETENTION_DAYS: days(14).describe('Days that the record of a finished job is kept.'),
  CART_RETENTION_DAYS: days(90).describe(
    'Days after its last change that the cart of a guest is kept.',
  ),
  INTERACTION_RETENTION_DAYS: days(90).describe('Days that what visitors do is kept.'),
  NOTIFICATION_RETENTION_DAYS: days(90).describe('Days that what people are told is kept.'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]+$/, 'may hold letters, digits, _ and - only')
    .default('loadout')
    .describe('Prefix of every Redis key: lets installations share a server.'),
  ...crawlerEnv,
} as const

/** Names of hosts, in small letters, between commas. */
function hostsIn(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '')
}

const infraSchema = z.object(infraEnv)
export type InfraConfig = z.output<typeof infraSchema>

/** Every problem of a configuration at once. Names and rules only, never a value: values are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly exitCode = CONFIG_EXIT_CODE
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.problems = problems
  }
}

/**
 * Validates an environment against a shape of zod types. A variable that is set to nothing counts as
 * not set, which is what an empty line in a compose file means. Throws ConfigError.
 */
export function parseEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = z.object(shape).safeParse(set)
  if (parsed.success) return parsed.data
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const [name = 'environment', ...place] = issue.path.map(String)
      if (set[name] === undefined) return `${name} is not set`
      const at = place.length === 0 ? '' : ` (at ${place.join('.')})`
      return `${name}: ${issue.message}${at}`
    }),
  )
}
