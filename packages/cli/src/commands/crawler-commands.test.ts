import type { Ctx } from '@loadout/core'
import { crawlerTick } from '@loadout/core/crawler'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../test/support/cli.ts'

let configured: TestInfra
let bare: TestInfra

const crawler = (infra: TestInfra, ...args: readonly string[]) =>
  runCli(['crawler', ...args], { env: databaseOf(infra) })

/** An operator's shell has the connections, but not the settings of the workers. */
function databaseOf({ env }: TestInfra): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CRAWLER_')))
}

beforeAll(async () => {
  configured = await createTestInfra({
    env: {
      CRAWLER_BASE_URL: 'http://127.0.0.1:1/{region}',
      CRAWLER_ALLOWED_HOSTS: '127.0.0.1:1',
      CRAWLER_API_KEY: 'test-key',
      CRAWLER_REGIONS: 'na,eu',
    },
  })
  bare = await createTestInfra()
  const ctx: Ctx = { ...configured, actor: { kind: 'system', name: 'test' } }
  await crawlerTick(ctx, {})
})
afterAll(() => Promise.all([configured.close(), bare.close()]))

describe('crawler', () => {
  it('is started in all regions, or in some, and stopped', async () => {
    expect(await crawler(configured, 'start')).toMatchObject({
      code: 0,
      stdout: 'eu is started\nna is started\n',
    })
    expect(await crawler(configured, 'stop', 'NA')).toMatchObject({
      code: 0,
      stdout: 'na is stopped\n',
    })
    const { stdout } = await crawler(configured, 'status')
    const [heading, eu, na] = stdout.trimEnd().split('\n')
    expect(heading).toMatch(/^REGION +STATE +BREAKER +CALLS +429 +ERRORS +PENDING +FETCHED/)
    expect(eu).toMatch(/^eu +started +closed +0 +0 +0 /)
    expect(na).toMatch(/^na +stopped +closed /)
  })

  it('tells its status to programs, too', async () => {
    const { stdout } = await crawler(configured, 'status', '--json')
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows).toMatchObject([
      { region: 'eu', matches: { pending: 0 } },
      { region: 'na', breaker: { state: 'closed' } },
    ])
    expect(stdout).not.toContain('test-key')
  })

  it('names a region that is not there, and refuses what cannot be one', async () => {
    const unknown = await crawler(configured, 'start', 'eu', 'xx')
    expect(unknown).toMatchObject({ code: 1, stdout: '' })
    expect(unknown.stderr).toContain('/regions/1')
    expect(await crawler(configured, 'start', '../x')).toMatchObject({ code: 64 })
  })

  it('says what to set when no worker has one', async () => {
    const started = await crawler(bare, 'start')
    expect(started).toMatchObject({ code: 1, stdout: '' })
    expect(started.stderr).toContain('CRAWLER_BASE_URL')
    const status = await crawler(bare, 'status')
    expect(status).toMatchObject({ code: 0, stdout: '' })
    expect(status.stderr).toContain('CRAWLER_REGIONS')
  })
})
