import type { CrawlerServices } from '@loadout/core'
import { parseLimits } from '@loadout/core/crawler'
import type { Redis } from 'ioredis'
import { ConfigError } from '../config.ts'
import { isAllowedHost } from './allowed-host.ts'
import type { CrawlerConfig } from './env.ts'
import { createHttpUpstream } from './http-upstream.ts'
import { createRedisLimiter } from './redis-limiter.ts'

/**
 * What crawls, or null when nothing is configured to. Throws ConfigError for half a configuration, and for
 * a base URL that leads to a host that is not allowed.
 */
export function createCrawler(
  config: CrawlerConfig & { readonly QUEUE_PREFIX: string },
  redis: Redis,
): CrawlerServices | null {
  const { CRAWLER_BASE_URL: baseUrl, CRAWLER_API_KEY: apiKey, CRAWLER_REGIONS: regions } = config
  if (baseUrl === undefined && apiKey === undefined && regions.length === 0) return null
  const allowedHosts = config.CRAWLER_ALLOWED_HOSTS
  const problems = [
    ...(baseUrl === undefined ? ['CRAWLER_BASE_URL is not set'] : []),
    ...(apiKey === undefined ? ['CRAWLER_API_KEY is not set'] : []),
    ...(regions.length === 0 ? ['CRAWLER_REGIONS is not set'] : []),
    ...(config.CRAWLER_QUEUES.length === 0 ? ['CRAWLER_QUEUES is not set'] : []),
    ...regions
      .filter((region) => !leadsToAllowedHost(baseUrl, region, allowedHosts))
      .map((region) => `CRAWLER_BASE_URL: its host for ${region} is not in CRAWLER_ALLOWED_HOSTS`),
  ]
  if (problems.length > 0 || baseUrl === undefined || apiKey === undefined) {
    throw new ConfigError(problems)
  }
  return {
    upstream: createHttpUpstream({ baseUrl, apiKey, allowedHosts }),
    limiter: createRedisLimiter({
      redis,
      prefix: config.QUEUE_PREFIX,
      timeoutMs: config.CRAWLER_TIMEOUT_MS,
      defaults: parseLimits(config.CRAWLER_RATE_LIMITS) ?? [],
    }),
    regions,
    queues: config.CRAWLER_QUEUES,
  }
}

function leadsToAllowedHost(
  baseUrl: string | undefined,
  region: string,
  hosts: readonly string[],
): boolean {
  if (baseUrl === undefined) return true
  return isAllowedHost(new URL(baseUrl.replaceAll('{region}', region)), hosts)
}
