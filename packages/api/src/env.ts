import { infraEnv, parseEnv } from '@loadout/infra'
import { z } from 'zod'
import type { ApiSettings } from './api-deps.ts'
import { MODULES, type Module } from './routers/index.ts'

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const count = (fallback: number, max: number) =>
  z.coerce.number().int().min(0).max(max).default(fallback)

/** What the API reads from its environment, besides `infraEnv`. */
export const apiEnv = {
  ...infraEnv,
  PORT: count(3000, 65_535).describe('Port to listen on; 0 takes a free one.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. Reachable from this machine only unless it is set.'),
  CORS_ORIGINS: commaList
    .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be a list of http(s) origins' })))
    .default([])
    .describe('Origins that browsers may call from, separated by commas.'),
  TRUST_PROXY: count(0, 8).describe('Number of proxies in front whose X-Forwarded-* are believed.'),
  RATE_READS_PER_SECOND: count(1_000, 10_000_000).describe(
    'Read procedures per second and caller (key or address) in this process; 0: not limited.',
  ),
  RATE_WRITES_PER_SECOND: count(200, 10_000_000).describe(
    'Write procedures per second and caller in this process; 0: not limited.',
  ),
  RATE_GUESTS_PER_MINUTE: count(60, 10_000_000).describe(
    'Visitors from one address who become guests, per minute in this process; 0: not limited.',
  ),
  RATE_SIGN_INS_PER_MINUTE: count(30, 10_000_000).describe(
    'Calls that take a password or a code, per minute and address in all processes; 0: not limited.',
  ),
  STATS_MAX_STALE_MS: count(1_000, 60_000).describe(
    'What a statistics answer may be behind while a newer one is made, milliseconds; 0: never.',
  ),
  IMPORT_MAX_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(4_096)
    .describe('Largest file that `POST /imports/:name` takes, MB (10^6).'),
  LOADOUT_MODULES: commaList
    .pipe(z.array(z.enum(MODULES, { error: `must be some of ${MODULES.join(', ')}` })).min(1))
    .default([...MODULES])
    .describe('Domains to mount, separated by commas.'),
} as const

/** Time of one tRPC request, milliseconds: a promise of the API, not a setting. */
const REQUEST_BUDGET_MS = 2_000

export type ApiConfig = ReturnType<typeof readEnv>

/** The only place where this process reads its environment. Throws ConfigError with every problem. */
export function readEnv(env: Readonly<Record<string, string | undefined>> = process.env) {
  const infra = parseEnv(apiEnv, env)
  return {
    infra,
    port: infra.PORT,
    host: infra.HOST,
    modules: infra.LOADOUT_MODULES satisfies readonly Module[],
    maxStaleMs: infra.STATS_MAX_STALE_MS,
    settings: {
      corsOrigins: infra.CORS_ORIGINS.map((origin) => new URL(origin).origin),
      trustedProxies: infra.TRUST_PROXY,
      rateLimits: {
        read: infra.RATE_READS_PER_SECOND,
        write: infra.RATE_WRITES_PER_SECOND,
        guest: infra.RATE_GUESTS_PER_MINUTE,
        signIn: infra.RATE_SIGN_INS_PER_MINUTE,
      },
      maxImportBytes: infra.IMPORT_MAX_MB * 1_000_000,
      requestBudgetMs: REQUEST_BUDGET_MS,
    } satisfies ApiSettings,
  }
}
