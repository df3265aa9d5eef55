import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHome, readWorkingDirectory } from './env.ts'
import { findLocalInstance, parseAssignments } from './local-instance.ts'
import { readEnv } from './read-env.ts'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loadout-cli-'))
})

afterEach(() => rm(home, { recursive: true }))

const ENV_FILE = "DATABASE_URL='postgres://local/loadout'\nREDIS_URL='redis://local/0'\n"
const NO_SUCH_PID = 2 ** 22 + 1

async function writeRun(pid: unknown): Promise<void> {
  await writeFile(join(home, 'env'), ENV_FILE)
  await writeFile(join(home, 'run.json'), JSON.stringify({ pid }))
}

describe('findLocalInstance', () => {
  it('finds the connections of one that runs', async () => {
    await writeRun(process.pid)
    expect(findLocalInstance(home)).toEqual({
      running: true,
      variables: { DATABASE_URL: 'postgres://local/loadout', REDIS_URL: 'redis://local/0' },
    })
  })

  it.each([NO_SUCH_PID, 0, -1, 'x', undefined])(
    'finds none when its process is %s',
    async (pid) => {
      await writeRun(pid)
      expect(findLocalInstance(home)).toEqual({ running: false, variables: {} })
    },
  )

  it('finds none where nothing ever ran', () => {
    expect(findLocalInstance(join(home, 'nowhere'))).toEqual({ running: false, variables: {} })
  })

  it('reads assignments and nothing else', () => {
    expect(parseAssignments("A='x=y'\n# no\nB=unquoted\n  C=''  \n")).toEqual({ A: 'x=y', C: '' })
  })
})

describe('readEnv', () => {
  it('uses the local instance when nothing is set', async () => {
    await writeRun(process.pid)
    const { config, local } = readEnv({ LOADOUT_HOME: home, DATABASE_URL: '' })
    expect(config.DATABASE_URL).toBe('postgres://local/loadout')
    expect(local).toBe(true)
  })

  it('prefers what is set', async () => {
    await writeRun(process.pid)
    const { config, local } = readEnv({ LOADOUT_HOME: home, DATABASE_URL: 'postgres://other/x' })
    expect(config).toMatchObject({
      DATABASE_URL: 'postgres://other/x',
      REDIS_URL: 'redis://local/0',
      LOADOUT_HOME: home,
    })
    expect(local).toBe(false)
  })

  it('names everything that is missing', () => {
    expect(() => readEnv({ LOADOUT_HOME: home })).toThrow(/DATABASE_URL[\s\S]*REDIS_URL/)
  })

  it('takes a home relative to the installation, wherever it is called', () => {
    expect(readHome({ LOADOUT_HOME: 'data' })).toBe(join(import.meta.dirname, '../../../data'))
    expect(readHome({})).toMatch(/\.loadout$/)
  })

  it('reads paths relative to where npm was called', () => {
    const env = { npm_lifecycle_event: 'loadout', INIT_CWD: '/somewhere' }
    expect(readWorkingDirectory(env)).toBe('/somewhere')
    expect(readWorkingDirectory({ INIT_CWD: '/somewhere' })).toBe(process.cwd())
  })
})
