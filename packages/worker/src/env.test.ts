import { parseEnv } from '@loadout/infra'
import { describe, expect, it } from 'vitest'
import { workerEnv } from './env.ts'

const URLS = { DATABASE_URL: 'postgres://db/loadout', REDIS_URL: 'redis://cache' }

describe('workerEnv', () => {
  it('serves its health on loopback, port 3001, unless told otherwise', () => {
    expect(parseEnv(workerEnv, URLS)).toMatchObject({
      WORKER_PORT: 3_001,
      WORKER_HOST: '127.0.0.1',
    })
    expect(parseEnv(workerEnv, { ...URLS, WORKER_PORT: '0' }).WORKER_PORT).toBe(0)
  })

  it('refuses a port that is none', () => {
    expect(() => parseEnv(workerEnv, { ...URLS, WORKER_PORT: '70000' })).toThrow('WORKER_PORT')
  })

  it('describes what it adds', () => {
    expect(workerEnv.WORKER_PORT.description).toContain('/readyz')
    expect(workerEnv.WORKER_HOST.description).toMatch(/\.$/)
  })
})
