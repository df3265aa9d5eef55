import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createServerSecret } from '../../packages/infra/src/accounts/server-secret.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { StartOptions } from './options.ts'
import { programEnvironment } from './program-environment.ts'

const CONNECTIONS = { DATABASE_URL: 'postgresql://a@b/c', REDIS_URL: 'redis://:pw@d' }

function start(env: NodeJS.ProcessEnv = {}) {
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  const options: StartOptions = {
    ...{ home, port: 4000, workerPort: 4001, databaseUrl: undefined, redisUrl: undefined },
    ...{ operatorPassword: undefined, demo: true, bootMs: 0, env },
  }
  return { home, env: programEnvironment(options, CONNECTIONS) }
}

describe('what the programs of npm start are told', () => {
  it('keeps the connections for a shell, and for its owner alone', () => {
    const { home, env } = start()
    expect(env).toMatchObject(CONNECTIONS)
    const file = join(home, 'env')
    expect(readFileSync(file, 'utf8')).toBe(
      "DATABASE_URL='postgresql://a@b/c'\nREDIS_URL='redis://:pw@d'\n",
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('has mails point at the port, or at the site that is set', () => {
    expect(start().env).toMatchObject({ PORT: '4000', SITE_URL: 'http://localhost:4000' })
    expect(start({ SITE_URL: 'https://a.example' }).env.SITE_URL).toBe('https://a.example')
  })

  it('leaves the secret of sessions to the programs, which commands share by the home', () => {
    const { home, env } = start()
    expect(env.SESSION_SECRET).toBeUndefined()
    const [program, command] = [1, 2].map(() => createServerSecret(env.SESSION_SECRET, home))
    expect(program?.key('any')).toEqual(command?.key('any'))
    expect(start({ SESSION_SECRET: 'x'.repeat(32) }).env.SESSION_SECRET).toBe('x'.repeat(32))
  })

  it('shows all players and lets the demo write at home only', () => {
    expect(start().env).toMatchObject({ PLAYER_PAGES: 'open', MAX_TEXTS_PER_MINUTE: '1000' })
    const open = start({ HOST: '0.0.0.0' }).env
    expect(open).toMatchObject({ PLAYER_PAGES: 'consented', MAX_TEXTS_PER_MINUTE: '' })
  })
})
