import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freePort } from './services/ports.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Runs the starter itself, in ways in which it must end at once. */
async function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const home = join(temporaryFolder(), 'home')
  const ports = { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'start.ts'), ...args],
    { env: { PATH: process.env.PATH, LOADOUT_HOME: home, ...ports, ...env }, encoding: 'utf8' },
  )
  return { home, status, stdout, stderr }
}

describe('npm start', () => {
  it.each(['--help', '-h'])('explains itself with %s, and starts nothing', async (flag) => {
    const { home, status, stdout } = await start([flag], { PORT: 'wrong' })
    expect(status).toBe(0)
    for (const word of ['--no-demo', 'LOADOUT_HOME', 'WORKER_PORT', 'DATABASE_URL', 'REDIS_URL']) {
      expect(stdout).toContain(word)
    }
    expect(existsSync(home)).toBe(false)
  })

  it('reports every wrong setting at once with exit code 78, before it touches its home', async () => {
    const wrong = { PORT: 'secret', LOADOUT_MODULES: 'secret', PG_POOL_SIZE: '0' }
    const { home, status, stdout, stderr } = await start([], wrong)
    expect(status).toBe(78)
    expect(stderr).toMatch(/PORT: .*\n.*PG_POOL_SIZE: .*\n.*LOADOUT_MODULES: /)
    expect(stdout + stderr).not.toContain('secret')
    expect(existsSync(home)).toBe(false)
  })

  it('names a dead server before it starts or reports any other', async () => {
    const dead = `127.0.0.1:${await freePort()}`
    const { home, status, stdout, stderr } = await start([], { REDIS_URL: `redis://:pw@${dead}` })
    expect(status).toBe(1)
    expect(stderr.trim()).toMatch(new RegExp(`^REDIS_URL: no server answers at ${dead} .*$`))
    expect(stdout).not.toContain('PostgreSQL ')
    expect(existsSync(join(home, 'postgres'))).toBe(false)
  })
})
