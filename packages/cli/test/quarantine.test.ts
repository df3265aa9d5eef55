import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, runCliProcess } from './support/cli.ts'
import { documents, ndjson } from './support/documents.ts'

let infra: TestInfra

/** What a terminal would act on must not reach it. */
const BROKEN = JSON.stringify({ matchInfo: { matchId: '\u001b[31m' } })

const cli = (...args: string[]) => runCli(args, { env: infra.env })

interface Listed {
  readonly id: number
  readonly kind: string
  readonly code: string
}

async function listed(...args: string[]): Promise<readonly Listed[]> {
  const { stdout } = await cli('quarantine', 'list', '--json', ...args)
  return stdout
    .trim()
    .split('\n')
    .map((line): Listed => JSON.parse(line))
}

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  const input = ndjson([BROKEN, 'nonsense', ...documents(3, 'excluded', 'custom')])
  await runCli(['import', 'matches', '-', '--source', 'riot'], { env: infra.env, input })
})

afterAll(() => infra.close())

describe('quarantine list', () => {
  it('shows each document that is not counted with its reason and place', async () => {
    const { code, stdout } = await cli('quarantine', 'list')
    expect(code).toBe(0)
    const [heading, ...rows] = stdout.trimEnd().split('\n')
    expect(heading).toMatch(
      /^ *ID +RECEIVED \(UTC\) +KIND +CODE +POINTER +SOURCE +ORIGIN +MESSAGE$/,
    )
    expect(rows).toHaveLength(5)
    expect(stdout).toMatch(/quarantined +INVALID_JSON +.* riot +stdin:2 /)
    expect(stdout).toMatch(/excluded +custom +- +riot +stdin:5 /)
    expect(stdout).not.toContain('\u001b')
  })

  it('filters by kind and code, and says that there is more', async () => {
    expect(await listed('--kind', 'excluded')).toHaveLength(3)
    expect(await listed('--code', 'INVALID_JSON')).toMatchObject([{ kind: 'quarantined' }])
    const { stderr } = await cli('quarantine', 'list', '--limit', '2')
    expect(stderr).toContain('There are more')
    expect(await cli('quarantine', 'list', '--code', 'NONE')).toMatchObject({ code: 0, stdout: '' })
  })
})

describe('quarantine show', () => {
  it('prints the raw document byte for byte', async () => {
    const [row] = await listed('--code', 'INVALID_JSON')
    const args = ['quarantine', 'show', String(row?.id)]
    const result = await runCliProcess(args, { env: infra.env })
    expect(result).toMatchObject({ code: 0, stdout: 'nonsense' })
    expect(result.stderr).toContain('INVALID_JSON')
  })

  it('says so when there is no such document', async () => {
    expect(await cli('quarantine', 'show', '999999')).toMatchObject({ code: 1, stdout: '' })
    expect(await cli('quarantine', 'show', 'abc')).toMatchObject({ code: 64 })
  })
})

describe('quarantine retry', () => {
  it('asks the worker to parse what fits again', async () => {
    const rows = await listed('--kind', 'excluded')
    const result = await cli('quarantine', 'retry', '--all', '--kind', 'excluded')
    expect(result).toMatchObject({ code: 0, stdout: '3 documents handed to the worker\n' })
    const jobs = await infra.db
      .deleteFrom('outbox')
      .where('job', '=', 'stats.retryQuarantine')
      .returning('payload')
      .execute()
    expect(jobs).toEqual([{ payload: { ids: rows.map(({ id }) => id) } }])
  })

  it('takes ids, but neither nothing nor both', async () => {
    expect(await cli('quarantine', 'retry', '1', '2')).toMatchObject({ code: 0 })
    expect(await cli('quarantine', 'retry')).toMatchObject({ code: 64 })
    expect(await cli('quarantine', 'retry', '1', '--all')).toMatchObject({ code: 64 })
  })
})
