import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import { rebuildStatus, rollupMatches, runRebuild, startRebuild } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli, runCliProcess } from './support/cli.ts'
import { documents } from './support/documents.ts'

let infra: TestInfra
let ctx: Ctx

beforeEach(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  async function* chunks() {
    for (const text of documents(6, 'rebuild')) yield new TextEncoder().encode(`${text}\n`)
  }
  await ingestStream(ctx, { chunks: chunks(), source: 'riot', origin: 'test' })
  await rollupMatches(ctx, {})
})
afterEach(() => infra.close())

const cli = (...args: string[]) => runCli(args, { env: infra.env })

/** Does what the worker does once a build is there, while the command waits. */
async function withWorker<Result>(command: Promise<Result>): Promise<Result> {
  let isOver = false
  const working = (async () => {
    while (!isOver) {
      await runRebuild(ctx, {})
      await sleep(20)
    }
  })()
  try {
    return await command
  } finally {
    isOver = true
    await working
  }
}

describe('rebuild', () => {
  it('hands the work to the worker and says how far it is', async () => {
    expect(await cli('rebuild', 'status')).toMatchObject({ code: 0, stdout: '' })
    expect((await cli('rebuild', 'stats')).stdout).toBe('rebuild 1 is handed to the worker\n')
    const { stdout } = await cli('rebuild', 'status')
    expect(stdout).toMatch(/^rebuild 1: running, 0\.0 % \(0 of \d+ shards\), since .* UTC\n$/)
    const { stdout: json } = await cli('rebuild', 'status', '--json')
    expect(JSON.parse(json)).toEqual(await rebuildStatus(ctx))
  })

  it('waits for the end when it is told to follow', async () => {
    const { code, stdout, stderr } = await withWorker(cli('rebuild', 'stats', '--follow'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'rebuild 1 is done\n' })
    expect(stderr).toMatch(/\d+ of \d+ shards|^$/)
    expect((await cli('rebuild', 'status')).stdout).toMatch(/^rebuild 1: done, .* to .* UTC\n$/)
  })

  it('counts one patch anew', async () => {
    const patch = await ctx.db
      .selectFrom('dimension')
      .innerJoin('match', 'match.patch_key', 'dimension.key')
      .select('dimension.id')
      .executeTakeFirstOrThrow()
    await cli('rebuild', 'stats', '--patch', patch.id)
    expect((await cli('rebuild', 'status')).stdout).toContain(`rebuild 1 of patch ${patch.id}`)
  })

  it('refuses a patch that no match has', async () => {
    const refused = await cli('rebuild', 'stats', '--patch', '99.9')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('no match has this patch')
  })

  it('lets one run at a time', async () => {
    await startRebuild(ctx, {})
    const { code, stderr } = await cli('rebuild', 'stats')
    expect(code).toBe(75)
    expect(stderr).toContain('rebuild cancel')
  })

  it('ends when it is cancelled', async () => {
    expect((await cli('rebuild', 'cancel')).stdout).toBe('nothing runs\n')
    await startRebuild(ctx, {})
    expect((await cli('rebuild', 'cancel')).stdout).toMatch(/^cancelled/)
    expect((await rebuildStatus(ctx)).build?.state).toBe('cancelled')
  })
})

describe('audit stats', () => {
  it('says that there is no difference', async () => {
    const { code, stdout } = await withWorker(cli('audit', 'stats'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^audit 1: no difference, .* UTC\n$/)
    expect((await cli('rebuild', 'status')).stdout).toContain('audit 1: no difference')
  })

  it('shows each difference and exits with 1', async () => {
    await ctx.db
      .updateTable('map_rollup')
      .set((eb) => ({ plants: eb('plants', '+', 1) }))
      .where('tier_group', '=', -1)
      .execute()
    const audit = runCliProcess(['audit', 'stats'], { env: infra.env })
    const { code, stdout, stderr } = await withWorker(audit)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^audit 1: \d+ differing rows?, /)
    expect(stdout).toMatch(/map_rollup +.*queue=\d+ .*plants=\d+ +plants=\d+/)
    expect(stderr).toContain('rebuild stats')
  })

  it('does not wait when it is told not to', async () => {
    const { stdout } = await cli('audit', 'stats', '--no-follow')
    expect(stdout).toBe('audit 1 is handed to the worker\n')
  })
})
