import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { crawlerEnv } from './env.ts'

const parse = (env: Readonly<Record<string, string>>) => z.object(crawlerEnv).safeParse(env)

describe('crawlerEnv', () => {
  it('configures no crawler by default, and names the official hosts and limits', () => {
    expect(parse({}).data).toEqual({
      CRAWLER_REGIONS: [],
      CRAWLER_QUEUES: ['competitive'],
      CRAWLER_ALLOWED_HOSTS: ['*.api.riotgames.com'],
      CRAWLER_RATE_LIMITS: '20:1,100:120',
      CRAWLER_TIMEOUT_MS: 10_000,
    })
  })

  it('reads lists with commas and blanks', () => {
    expect(parse({ CRAWLER_REGIONS: ' EU, na,,kr ' }).data?.CRAWLER_REGIONS).toEqual([
      'eu',
      'na',
      'kr',
    ])
  })

  it.each([
    ['CRAWLER_BASE_URL', 'not a url'],
    ['CRAWLER_BASE_URL', 'ftp://example.com'],
    ['CRAWLER_BASE_URL', 'https://user:secret@example.com'],
    ['CRAWLER_BASE_URL', 'https://example.com/?x=1'],
    ['CRAWLER_API_KEY', 'two words'],
    ['CRAWLER_API_KEY', 'line\nbreak'],
    ['CRAWLER_REGIONS', 'eu/../x'],
    ['CRAWLER_QUEUES', 'com petitive'],
    ['CRAWLER_ALLOWED_HOSTS', 'https://example.com'],
    ['CRAWLER_ALLOWED_HOSTS', '*'],
    ['CRAWLER_RATE_LIMITS', 'fast'],
    ['CRAWLER_RATE_LIMITS', ''],
    ['CRAWLER_TIMEOUT_MS', '0'],
    ['CRAWLER_TIMEOUT_MS', '61000'],
  ])('refuses %s=%j', (name, value) => {
    const parsed = parse({ [name]: value })
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([name])
  })

  it('takes a base URL with the region in its host or its path', () => {
    for (const CRAWLER_BASE_URL of ['https://{region}.example.com', 'http://127.0.0.1:1/{region}'])
      expect(parse({ CRAWLER_BASE_URL }).success).toBe(true)
  })

  it('describes every setting', () => {
    for (const type of Object.values(crawlerEnv)) expect(type.description).toMatch(/\.$/)
  })
})
