import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from './server-process.ts'

const VISITORS = 16
const KILL_AFTER = 150

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
})
afterAll(() => infra.close())

it('an interaction that was acknowledged is there after the server was killed', async () => {
  const unlimited = { RATE_WRITES_PER_SECOND: '0', RATE_GUESTS_PER_MINUTE: '0' }
  const server = await startServer('node', { ...infra.env, ...unlimited })
  const { token } = await createGuest(infra)
  const acknowledged: string[] = []
  let sent = 0

  /** Clicks until the server is gone; the last click may be there or not, and was not acknowledged. */
  async function visit(): Promise<void> {
    for (;;) {
      sent += 1
      const time = `click ${sent}`
      const response = await fetch(`${server.url}/trpc/catalog.interact`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-guest-token': token },
        body: JSON.stringify({ element: 'button', widget: 'Overview', time }),
      })
      await response.text()
      if (response.status === 200) acknowledged.push(time)
      if (acknowledged.length === KILL_AFTER) server.child.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: VISITORS }, visit))
  await server.stop('SIGKILL')

  expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER)
  const rows = await infra.db.selectFrom('interaction').select('time').execute()
  const stored = new Set(rows.map(({ time }) => time))
  expect(acknowledged.filter((time) => !stored.has(time))).toEqual([])
  expect(rows).toHaveLength(stored.size)
})
