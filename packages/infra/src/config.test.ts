import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CONFIG_EXIT_CODE, ConfigError, infraEnv, parseEnv } from './config.ts'

const URLS = {
  DATABASE_URL: 'postgres://loadout:hunter2@db.internal/loadout',
  REDIS_URL: 'redis://:hunter2@cache.internal:6379/0',
}

describe('parseEnv', () => {
  it('fills in the defaults', () => {
    const config = parseEnv(infraEnv, URLS)
    expect(config).toMatchObject({
      ...URLS,
      LOADOUT_HOME: '.loadout',
      LOG_LEVEL: 'info',
      PG_POOL_SIZE: 10,
      QUEUE_PREFIX: 'loadout',
      RAW_RETENTION_DAYS: 30,
      REDIS_DURABILITY: 'require',
    })
    expect(config.PREPARE_THREADS).toBeGreaterThanOrEqual(1)
  })

  it('reads numbers from text', () => {
    expect(parseEnv(infraEnv, { ...URLS, PG_POOL_SIZE: '3' }).PG_POOL_SIZE).toBe(3)
  })

  it('takes an empty variable for one that is not set', () => {
    expect(parseEnv(infraEnv, { ...URLS, PG_POOL_SIZE: '' }).PG_POOL_SIZE).toBe(10)
    expect(problemsOf({ ...URLS, REDIS_URL: '' })).toEqual(['REDIS_URL is not set'])
  })

  it.each([
    ['', []],
    ['*', 'all'],
    [' Images.example , cdn.a.example,', ['images.example', 'cdn.a.example']],
  ])('reads the hosts of photos: %j', (PHOTO_HOSTS, hosts) => {
    expect(parseEnv(infraEnv, { ...URLS, PHOTO_HOSTS }).PHOTO_HOSTS).toEqual(hosts)
  })

  it.each(['https://images.example', 'a.example, *', 'a b'])('refuses hosts like %j', (hosts) => {
    expect(problemsOf({ ...URLS, PHOTO_HOSTS: hosts })).toEqual([
      expect.stringContaining('PHOTO_HOSTS'),
    ])
  })

  it('ignores what belongs to others', () => {
    expect(parseEnv(infraEnv, { ...URLS, PATH: '/bin' })).not.toHaveProperty('PATH')
  })

  it('reports every problem at once, by name', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      PG_POOL_SIZE: 'many',
      LOG_LEVEL: 'loud',
      QUEUE_PREFIX: 'a:b',
      RAW_RETENTION_DAYS: '0',
    })
    expect(problems.map((problem) => problem.split(/[: ]/)[0]).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PG_POOL_SIZE',
      'QUEUE_PREFIX',
      'RAW_RETENTION_DAYS',
      'REDIS_URL',
    ])
  })

  it('never shows a value', () => {
    const error = failureOf({ DATABASE_URL: 'hunter2', REDIS_URL: 'https://:hunter2@x' })
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('hunter2')
  })

  it('asks for the exit code of a configuration error', () => {
    expect(failureOf({}).exitCode).toBe(CONFIG_EXIT_CODE)
    expect(CONFIG_EXIT_CODE).toBe(78)
  })

  it('takes the settings of a process beside its own', () => {
    const shape = { ...infraEnv, PORT: z.coerce.number().default(3000) }
    expect(parseEnv(shape, URLS).PORT).toBe(3000)
  })
})

describe('infraEnv', () => {
  it('describes every variable', () => {
    for (const [name, type] of Object.entries(infraEnv)) {
      expect(type.description, name).toMatch(/\.$/)
    }
  })
})

function failureOf(env: Record<string, string>): ConfigError {
  try {
    parseEnv(infraEnv, env)
  } catch (error) {
    if (error instanceof ConfigError) return error
  }
  throw new Error('the environment was accepted')
}

function problemsOf(env: Record<string, string>): readonly string[] {
  return failureOf(env).problems
}
