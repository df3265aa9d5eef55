import { describe, it } from 'vitest'
import { createHarness } from './harness.ts'
import { startProcess } from './processes.ts'

/** What guarantee G3 promises, milliseconds. */
const RESUME_MS = 10_000

type OnFinished = (end: () => Promise<void>) => void

/** A harness, and real workers on it; all of it ends with the test. */
async function open(onTestFinished: OnFinished) {
  const harness = await createHarness()
  onTestFinished(() => harness.close())
  const startVictim = () => {
    const { child, exited } = startProcess('test/worker-process.ts', harness.infra.env)
    const kill = async () => {
      child.kill('SIGKILL')
      await exited
    }
    onTestFinished(kill)
    return { kill }
  }
  const states = async () => (await harness.runs()).map(({ state }) => state)
  return { harness, startVictim, states }
}

/** At the same time: each waits for the locks of who was killed. */
describe.concurrent('a worker that is killed in the middle of its jobs', () => {
  it('has them run again elsewhere within ten seconds', async ({ expect, onTestFinished }) => {
    const { harness, startVictim, states } = await open(onTestFinished)
    const victim = startVictim()
    await harness.add('test.sleeps', { n: 100_000 })
    await expect.poll(states, { timeout: 15_000 }).toEqual(['active'])
    await victim.kill()
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

  it('has them run again after it was started anew itself', async ({ expect, onTestFinished }) => {
    const { harness, startVictim, states } = await open(onTestFinished)
    const victim = startVictim()
    await harness.add('test.sleeps', { n: 1_500 })
    await expect.poll(states, { timeout: 15_000 }).toEqual(['active'])
    await victim.kill()
    startVictim()
    await expect.poll(states, { timeout: 30_000 }).toEqual(['failed', 'completed'])
  }, 60_000)
})
