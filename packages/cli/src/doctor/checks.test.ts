import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLog } from '@loadout/core'
import { createPostgres, createRedis } from '@loadout/infra'
import { createTestInfra, startTestRedis, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CliContext } from '../with-services.ts'
import type { Finding } from './check.ts'
import { installationChecks } from './checks.ts'

let infra: TestInfra
let healthy: CliContext
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  healthy = { ...infra, actor: { kind: 'system', name: 'test' } }
})
afterAll(() => infra.close())

type Name = 'PostgreSQL' | 'migrations' | 'Redis' | 'disk'

async function find(name: Name, change: Partial<CliContext> = {}): Promise<Finding> {
  const check = installationChecks({ ...healthy, ...change }).find((one) => one.name === name)
  if (check === undefined) throw new Error(`there is no check ${name}`)
  return check.run()
}

const configured = (change: Partial<CliContext['config']>): CliContext['config'] => ({
  ...healthy.config,
  ...change,
})

describe('the checks of an installation', () => {
  it('come in the order in which one would repair it', () => {
    expect(installationChecks(healthy).map(({ name }) => name)).toEqual([
      'PostgreSQL',
      'migrations',
      'Redis',
      'disk',
    ])
  })

  it('say where each server is, and never its password', async () => {
    const { password } = new URL(healthy.config.DATABASE_URL)
    for (const name of ['PostgreSQL', 'Redis'] as const) {
      const finding = await find(name)
      expect(finding.detail).toMatch(/127\.0\.0\.1:\d+\//)
      if (password !== '') expect(JSON.stringify(finding)).not.toContain(password)
    }
  })

  it('throw when a server does not answer: whoever runs them explains it', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/nothing'
    const db = createPostgres({ url, poolSize: 1, profile: 'cli', log: silentLog })
    await expect(find('PostgreSQL', { db })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await expect(find('migrations', { db })).rejects.toThrow()
    await db.destroy()
  })
})

describe('the check of the migrations', () => {
  it('names those that are missing, and the command that brings them', async () => {
    expect(await find('migrations')).toEqual({ state: 'ok', detail: 'up to date' })
    const db = infra.db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    const newest = await db
      .selectFrom('kysely_migration')
      .selectAll()
      .orderBy('name', 'desc')
      .executeTakeFirstOrThrow()
    await db.deleteFrom('kysely_migration').where('name', '=', newest.name).execute()
    expect(await find('migrations')).toEqual({
      state: 'fail',
      detail: `1 migration missing: ${newest.name}`,
      remedy: 'npm run loadout -- migrate',
    })
    await db.insertInto('kysely_migration').values(newest).execute()
  })
})

describe('the check of Redis', () => {
  async function findWith(settings: readonly string[], durability: 'require' | 'warn') {
    const server = await startTestRedis({ settings })
    const redis = createRedis({ url: server.url, profile: 'publish', log: silentLog })
    try {
      return await find('Redis', { redis, config: configured({ REDIS_DURABILITY: durability }) })
    } finally {
      redis.disconnect()
      await server.stop()
    }
  }

  it('is content with one that forgets nothing', async () => {
    expect(await findWith(['--appendonly', 'yes'], 'require')).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('append-only, no eviction'),
    })
  })

  it('fails for one that may lose jobs, and says what to set', async () => {
    const finding = await findWith(['--maxmemory-policy', 'allkeys-lru'], 'require')
    expect(finding).toMatchObject({
      state: 'fail',
      remedy: expect.stringMatching(/appendonly yes.*maxmemory-policy noeviction/),
    })
  })

  it('only warns when the operator vouches for it', async () => {
    expect(await findWith([], 'warn')).toMatchObject({
      state: 'warn',
      remedy: expect.stringContaining('appendonly yes'),
    })
  })
})

describe('the check of the disk', () => {
  it('makes the folder it needs and leaves nothing in it', async () => {
    const home = join(healthy.config.LOADOUT_HOME, 'made')
    const finding = await find('disk', { config: configured({ LOADOUT_HOME: home }) })
    expect(finding.state).not.toBe('fail')
    expect(finding.detail).toMatch(/made\/raw, [\d.]+ GB free$/)
  })

  it('fails where nobody can write', async () => {
    const home = join(healthy.config.LOADOUT_HOME, 'a-file')
    await writeFile(home, 'in the way')
    expect(await find('disk', { config: configured({ LOADOUT_HOME: home }) })).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('is not writable'),
      remedy: expect.stringContaining('LOADOUT_HOME'),
    })
  })
})
