import { parseLimits } from '@loadout/core/crawler'
import { z } from 'zod'

/** Words with commas between, each of a pattern; none by default. */
const list = (pattern: RegExp, fallback = '') =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim().toLowerCase())
        .filter((word) => word !== ''),
    )
    .refine((words) => words.every((word) => pattern.test(word)), 'is no list with commas between')

/** What a worker that crawls is told. Crawling starts only when an operator says so. */
export const crawlerEnv = {
  CRAWLER_BASE_URL: z
    .string()
    .refine(isBaseUrl, 'must be an http(s) URL without credentials; {region} may stand in it')
    .optional()
    .describe('Match API that is crawled, e.g. `https://{region}.api.riotgames.com`.'),
  CRAWLER_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be printable ASCII without blanks')
    .optional()
    .describe('Key of that API. It is never logged.'),
  CRAWLER_REGIONS: list(/^[a-z0-9-]{1,16}$/).describe('Regions to crawl, e.g. `eu,na`.'),
  CRAWLER_QUEUES: list(/^[a-z0-9_-]{1,32}$/, 'competitive').describe(
    'Queues whose matches are fetched.',
  ),
  CRAWLER_ALLOWED_HOSTS: list(/^(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/, '*.api.riotgames.com').describe(
    'Hosts the crawler may contact; `*.` stands for any subdomain.',
  ),
  CRAWLER_RATE_LIMITS: z
    .string()
    .default('20:1,100:120')
    .refine((text) => parseLimits(text) !== null, 'must be like 20:1,100:120 (calls:seconds)')
    .describe('Limits of the key per region, until an answer of the API says what they are.'),
  CRAWLER_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(10)
    .max(60_000)
    .default(10_000)
    .describe('How long the API may take for an answer, milliseconds.'),
} as const

export type CrawlerConfig = z.output<z.ZodObject<typeof crawlerEnv>>

function isBaseUrl(text: string): boolean {
  const example = text.replaceAll('{region}', 'region')
  if (!URL.canParse(example)) return false
  const { protocol, username, password, search, hash } = new URL(example)
  return /^https?:$/.test(protocol) && username + password + search + hash === ''
}
