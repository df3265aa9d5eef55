import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

const read = (env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) =>
  readOptions({ root: '/checkout', env, args })

describe('readOptions', () => {
  it('has defaults for everything', () => {
    expect(read()).toMatchObject({
      home: '/checkout/.loadout',
      port: 3000,
      workerPort: 3001,
      databaseUrl: undefined,
      redisUrl: undefined,
      demo: true,
    })
  })

  it('takes the environment', () => {
    const env = {
      LOADOUT_HOME: '/srv/loadout',
      PORT: '4000',
      WORKER_PORT: '4001',
      DATABASE_URL: 'postgresql://db/loadout',
      REDIS_URL: 'redis://cache',
    }
    expect(read(env, ['--no-demo'])).toMatchObject({
      home: '/srv/loadout',
      port: 4000,
      workerPort: 4001,
      databaseUrl: 'postgresql://db/loadout',
      redisUrl: 'redis://cache',
      demo: false,
    })
  })

  it('takes a relative home from the root of the checkout', () => {
    expect(read({ LOADOUT_HOME: 'second' }).home).toBe('/checkout/second')
  })

  it('takes empty variables as unset', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    })
  })

  it.each(['0', '65536', '80.5', 'http'])('rejects the port %s by name', (port) => {
    expect(() => read({ WORKER_PORT: port })).toThrow(`WORKER_PORT=${port} is no TCP port`)
  })

  it('rejects one port for both', () => {
    expect(() => read({ PORT: '3001' })).toThrow('PORT and WORKER_PORT are both 3001')
  })

  it('reports every problem at once', () => {
    expect(() => read({ PORT: 'x' }, ['--demo'])).toThrow(/--demo.*PORT=x/)
  })
})
