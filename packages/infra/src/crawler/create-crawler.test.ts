import { silentLog } from '@loadout/core'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ConfigError } from '../config.ts'
import { closeRedis, createRedis } from '../redis.ts'
import { createCrawler } from './create-crawler.ts'
import { crawlerEnv } from './env.ts'

/** Nobody listens there: making a crawler contacts nobody. */
const redis = createRedis({ url: 'redis://127.0.0.1:1', profile: 'failFast', log: silentLog })
afterAll(() => closeRedis(redis))

const COMPLETE = {
  CRAWLER_BASE_URL: 'https://{region}.api.riotgames.com',
  CRAWLER_API_KEY: 'RGAPI-secret',
  CRAWLER_REGIONS: 'eu,na',
}

const create = (env: Readonly<Record<string, string>>) =>
  createCrawler({ ...z.object(crawlerEnv).parse(env), QUEUE_PREFIX: 'test' }, redis)

describe('createCrawler', () => {
  it('makes one when everything is set', () => {
    expect(create(COMPLETE)).toMatchObject({ regions: ['eu', 'na'], queues: ['competitive'] })
  })

  it('makes none when nothing is', () => {
    expect(create({})).toBeNull()
  })

  it('says what is missing of half a configuration', () => {
    expect(() => create({ CRAWLER_REGIONS: 'eu' })).toThrow(
      /CRAWLER_BASE_URL is not set\n.*CRAWLER_API_KEY is not set/,
    )
    expect(() => create({ ...COMPLETE, CRAWLER_QUEUES: ',' })).toThrow('CRAWLER_QUEUES')
    expect(() => create({ ...COMPLETE, CRAWLER_REGIONS: '' })).toThrow(ConfigError)
  })

  it('refuses a host that is not allowed, without a word about the key', () => {
    const env = { ...COMPLETE, CRAWLER_BASE_URL: 'https://{region}.example.com' }
    expect(() => create(env)).toThrow(/its host for eu is not in CRAWLER_ALLOWED_HOSTS/)
    expect(() => create(env)).not.toThrow(/secret/)
    expect(create({ ...env, CRAWLER_ALLOWED_HOSTS: '*.example.com' })).not.toBeNull()
  })
})
