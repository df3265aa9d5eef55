import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'
import { MODULES } from './routers/index.ts'

const REQUIRED = {
  DATABASE_URL: 'postgres://user:pass@db/loadout',
  REDIS_URL: 'redis://cache:6379',
}

function problems(env: Record<string, string>): string {
  try {
    readEnv({ ...REQUIRED, ...env })
  } catch (error) {
    return String(error)
  }
  return ''
}

describe('readEnv', () => {
  it('is closed by default', () => {
    const { host, port, modules, maxStaleMs, settings } = readEnv(REQUIRED)
    expect({ host, port }).toEqual({ host: '127.0.0.1', port: 3000 })
    expect(maxStaleMs).toBe(1_000)
    expect(modules).toEqual(MODULES)
    expect(settings).toMatchObject({
      corsOrigins: [],
      trustedProxies: 0,
      requestBudgetMs: 2_000,
    })
  })

  it('reads lists', () => {
    const env = {
      ...REQUIRED,
      CORS_ORIGINS: 'https://a.example/, http://localhost:5173',
      LOADOUT_MODULES: 'stats, ops',
    }
    expect(readEnv(env).settings.corsOrigins).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ])
    expect(readEnv(env).modules).toEqual(['stats', 'ops'])
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example,javascript:alert(1)'],
    ['RATE_SIGN_INS_PER_MINUTE', '-1'],
    ['SESSION_SECRET', 'tooshort'],
    ['TRUST_PROXY', '-1'],
    ['RATE_READS_PER_SECOND', 'many'],
    ['STATS_MAX_STALE_MS', '-1'],
    ['LOADOUT_MODULES', 'stats,catalogue'],
  ])('refuses %s=%s without repeating the value of a secret', (name, value) => {
    const problem = problems({ [name]: value })
    expect(problem).toContain(name)
    if (/PASSWORD|SECRET/.test(name)) expect(problem).not.toContain(value)
  })

  it('reports every problem at once', () => {
    const problem = problems({ PORT: 'x', TRUST_PROXY: 'x', DATABASE_URL: 'mysql://secret@db' })
    for (const name of ['PORT', 'TRUST_PROXY', 'DATABASE_URL']) expect(problem).toContain(name)
    expect(problem).not.toContain('secret')
  })
})
