import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, runCliProcess } from './support/cli.ts'

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
})

afterAll(() => infra.close())

const UNREACHABLE = 'postgresql://nobody:secret-password@127.0.0.1:1/nothing'

describe('migrate', () => {
  it('says so when there is nothing to do', async () => {
    expect(await runCli(['migrate'], { env: infra.env })).toMatchObject({
      code: 0,
      stdout: 'the database is up to date\n',
    })
  })
})

describe('doctor', () => {
  it('finds a healthy installation healthy', async () => {
    const { code, stdout } = await runCliProcess(['doctor'], { env: infra.env })
    expect(stdout.match(/^(ok|warn|fail) +\w+/gm)).toHaveLength(5)
    expect(stdout).not.toMatch(/^fail/m)
    expect(code).toBe(0)
  })

  it('names what does not answer, with a remedy and without the password', async () => {
    const env = { ...infra.env, DATABASE_URL: UNREACHABLE }
    const { code, stdout, stderr } = await runCli(['doctor'], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^fail +PostgreSQL .*127\.0\.0\.1:1\n +-> /m)
    expect(stdout + stderr).not.toContain('secret-password')
  })

  it('says what is wrong with the environment', async () => {
    const env = { LOADOUT_HOME: infra.config.LOADOUT_HOME, DATABASE_URL: 'mysql://x/y' }
    const { code, stdout } = await runCli(['doctor'], { env })
    expect(code).toBe(1)
    expect(stdout).toContain('DATABASE_URL: must be a postgres:// URL')
    expect(stdout).toContain('REDIS_URL is not set')
  })
})

describe('failures', () => {
  it('are one line, a hint and an exit code, without a stack', async () => {
    const env = { ...infra.env, DATABASE_URL: UNREACHABLE }
    const { code, stdout, stderr } = await runCliProcess(['keys', 'list'], { env })
    expect({ code, stdout }).toEqual({ code: 69, stdout: '' })
    expect(stderr).toContain('127.0.0.1:1')
    expect(stderr).toContain('npm start')
    expect(stderr).not.toContain('    at ')
  })

  it('show their stack with LOADOUT_DEBUG=1', async () => {
    const env = { ...infra.env, DATABASE_URL: UNREACHABLE, LOADOUT_DEBUG: '1' }
    expect((await runCli(['keys', 'list'], { env })).stderr).toContain('    at ')
  })

  it('exit with 78 when nothing runs and nothing is set', async () => {
    const env = { LOADOUT_HOME: join(infra.config.LOADOUT_HOME, 'nowhere') }
    const { code, stderr } = await runCli(['quarantine', 'list'], { env })
    expect(code).toBe(78)
    expect(stderr).toContain('npm start')
  })
})

describe('the local instance', () => {
  it('is used when it runs and nothing else is set', async () => {
    const home = join(infra.config.LOADOUT_HOME, 'local')
    await mkdir(home)
    const { DATABASE_URL, REDIS_URL } = infra.config
    await writeFile(join(home, 'env'), `DATABASE_URL='${DATABASE_URL}'\nREDIS_URL='${REDIS_URL}'\n`)
    const list = () => runCli(['keys', 'list'], { env: { LOADOUT_HOME: home } })
    expect(await list()).toMatchObject({ code: 78 })
    await writeFile(join(home, 'run.json'), JSON.stringify({ pid: process.pid, state: 'running' }))
    expect(await list()).toMatchObject({ code: 0 })
  })
})

describe('simulate matches', () => {
  const simulate = (...args: string[]) => runCli(['simulate', 'matches', ...args], { env: {} })

  it('prints so many documents, the same ones for the same seed', async () => {
    const first = await simulate('--count', '3', '--seed', 'a', '--compact')
    const again = await simulate('--count', '3', '--seed', 'a', '--compact')
    const other = await simulate('--count', '3', '--seed', 'b', '--compact')
    const ids = first.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line).matchInfo.matchId)
    expect(new Set(ids).size).toBe(3)
    expect(again.stdout).toBe(first.stdout)
    expect(other.stdout).not.toBe(first.stdout)
  })

  it('prints only the kinds that are asked for', async () => {
    const { stdout } = await simulate('--count', '2', '--compact', '--kind', 'swiftplay')
    for (const line of stdout.trim().split('\n')) {
      expect(JSON.parse(line).matchInfo.queueId).toBe('swiftplay')
    }
  })

  it('ends quietly when its reader has seen enough', async () => {
    const result = await runCliProcess(['simulate', 'matches', '--count', '100000', '--compact'], {
      env: {},
      onStart: (child) => child.stdout?.once('data', () => child.stdout?.destroy()),
    })
    expect(result).toMatchObject({ code: 0, stderr: '' })
  })
})
