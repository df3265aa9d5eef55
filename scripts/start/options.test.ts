import { describe, expect, it } from 'vitest'
import { ConfigurationError } from './configuration-error.ts'
import { readOptions } from './options.ts'

const read = (env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) =>
  readOptions({ root: '/checkout', env, args })

describe('readOptions', () => {
  it('has defaults for everything', async () => {
    expect(await read()).toMatchObject({
      home: '/checkout/.loadout',
      port: 3000,
      workerPort: 3001,
      databaseUrl: undefined,
      redisUrl: undefined,
      demo: true,
    })
  })

  it('takes the environment', async () => {
    const env = {
      LOADOUT_HOME: '/srv/loadout',
      PORT: '4000',
      WORKER_PORT: '4001',
      DATABASE_URL: 'postgresql://db/loadout',
      REDIS_URL: 'redis://cache',
    }
    expect(await read(env, ['--no-demo'])).toMatchObject({
      home: '/srv/loadout',
      port: 4000,
      workerPort: 4001,
      databaseUrl: 'postgresql://db/loadout',
      redisUrl: 'redis://cache',
      demo: false,
    })
  })

  it('takes a relative home from the root of the checkout', async () => {
    expect((await read({ LOADOUT_HOME: 'second' })).home).toBe('/checkout/second')
  })

  it('takes empty variables as unset', async () => {
    expect(await read({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    })
  })

  it.each(['0', '65536', '80.5', 'http'])('rejects the port %s by name', async (port) => {
    await expect(read({ WORKER_PORT: port })).rejects.toThrow('WORKER_PORT: must be a TCP port')
  })

  it('rejects one port for both', async () => {
    await expect(read({ PORT: '3001' })).rejects.toThrow('PORT and WORKER_PORT must differ')
  })

  it('reports every problem at once, its own and those of the programs, with exit code 78', async () => {
    const env = { PORT: 'x', LOADOUT_MODULES: 'nonsense', REDIS_URL: 'http://r' }
    const error = await read(env, ['--demo']).catch((problem: unknown) => problem)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ exitCode: 78 })
    expect(String(error)).toMatch(
      /option --demo\n.*PORT: .*\n.*REDIS_URL: .*\n.*LOADOUT_MODULES: .*$/,
    )
  })
})
