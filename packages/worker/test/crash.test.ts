import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from './harness.ts'
import { startProcess, type TestProcess } from './processes.ts'

/** What guarantee G3 promises, milliseconds. */
const RESUME_MS = 10_000

let harness: Harness
let victim: TestProcess | undefined
beforeEach(async () => {
  harness = await createHarness()
})
afterEach(async () => {
  victim?.child.kill('SIGKILL')
  await victim?.exited
  await harness.close()
})

describe('a worker that is killed in the middle of its jobs', () => {
  it('has them run again elsewhere within ten seconds', async () => {
    victim = startProcess('test/worker-process.ts', harness.infra.env)
    await harness.add('test.sleeps', { n: 100_000 })
    await expect.poll(states, { timeout: 15_000 }).toEqual(['active'])
    victim.child.kill('SIGKILL')
    await victim.exited
    const killedAt = Date.now()

    harness.start({ handlers: { 'test.sleeps': async (_ctx, { n }) => ({ n }) } })
    await expect.poll(states, { timeout: 2 * RESUME_MS }).toEqual(['failed', 'completed'])
    const resumed = await harness.infra.db
      .selectFrom('job_run')
      .select(['started_at', 'attempt'])
      .where('state', '=', 'completed')
      .executeTakeFirstOrThrow()
    expect(resumed.attempt).toBe(2)
    expect(resumed.started_at.getTime() - killedAt).toBeLessThan(RESUME_MS)
  }, 60_000)

  it('has them run again after it was started anew itself', async () => {
    const env = harness.infra.env
    victim = startProcess('test/worker-process.ts', env)
    await harness.add('test.sleeps', { n: 1_500 })
    await expect.poll(states, { timeout: 15_000 }).toEqual(['active'])
    victim.child.kill('SIGKILL')
    await victim.exited
    victim = startProcess('test/worker-process.ts', env)
    await expect.poll(states, { timeout: 30_000 }).toEqual(['failed', 'completed'])
  }, 60_000)
})

async function states(): Promise<string[]> {
  return (await harness.runs()).map(({ state }) => state)
}
