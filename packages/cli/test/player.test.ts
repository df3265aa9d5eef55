import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from './support/cli.ts'

const PUUID = '3b241101-e2bb-4255-8caf-4136c566a962'

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
})
afterAll(() => infra.close())
beforeEach(async () => {
  for (const table of ['player', 'erased_player', 'erasure', 'outbox'] as const) {
    await infra.db.deleteFrom(table).execute()
  }
  await infra.db
    .insertInto('player')
    .values({
      puuid: PUUID,
      name: 'Hazel',
      tag: 'EUW',
      search_key: 'hazel#euw',
      seen_at: new Date(),
    })
    .execute()
})

const player = (args: readonly string[], input = '') =>
  runCli(['player', ...args], { env: infra.env, input })
const players = () => infra.db.selectFrom('player').selectAll().execute()

describe('player consent', () => {
  it('writes down that a player agrees, and that they no longer do', async () => {
    const given = await player(['consent', 'HAZEL#euw'])
    expect(given.code, given.stderr).toBe(0)
    expect(given.stdout).toMatch(/^HAZEL#euw has agreed to be shown since 20\d\d-/)
    expect((await players())[0]?.consented_at).toBeInstanceOf(Date)
    const withdrawn = await player(['consent', PUUID, '--withdraw'])
    expect(withdrawn.stdout).toBe(`${PUUID} is not shown where pages need consent\n`)
    expect((await players())[0]?.consented_at).toBeNull()
  })

  it('says so when there is no such player', async () => {
    const result = await player(['consent', 'nobody#0000'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('no such player')
  })
})

describe('player erase', () => {
  it('forgets a player when told not to ask, and wakes the job', async () => {
    const result = await player(['erase', 'Hazel#EUW', '--yes'])
    expect(result.code, result.stderr).toBe(0)
    expect(result.stdout).toBe('Hazel#EUW is erased; the worker clears the archive\n')
    expect(await players()).toEqual([])
    const jobs = await infra.db.selectFrom('outbox').select(['job', 'payload']).execute()
    expect(jobs).toEqual([{ job: 'players.erase', payload: {} }])
  })

  it.each(['y\n', 'YES\n'])('asks, and takes %j for a yes', async (answer) => {
    const result = await player(['erase', PUUID], answer)
    expect(result.code, result.stderr).toBe(0)
    expect(result.stderr).toContain(`Erase ${PUUID} for good? [y/N]`)
    expect(await players()).toEqual([])
  })

  it.each(['', '\n', 'n\n', 'yeah\n'])('takes %j for a no', async (answer) => {
    const result = await player(['erase', PUUID], answer)
    expect(result).toMatchObject({ code: 64, stdout: '' })
    expect(result.stderr).toContain('Nothing was erased')
    expect(await players()).toHaveLength(1)
  })

  it('looks for somebody whom no match has, too', async () => {
    const puuid = '00000000-0000-4000-8000-000000000000'
    const result = await player(['erase', puuid, '--yes'])
    expect(result.stdout).toBe(
      `no match has ${puuid}; the worker looks through rejected documents\n`,
    )
  })

  it('refuses what cannot be a player', async () => {
    expect(await player(['erase', 'x'.repeat(201), '--yes'])).toMatchObject({ code: 64 })
    expect(await player(['erase', 'nobody#0000', '--yes'])).toMatchObject({ code: 1 })
  })
})
