import { createEventFeed } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { createApp } from '../../src/app.ts'
import type { Person } from '../people.ts'
import { testDeps } from '../test-app.ts'
import { listen, type Reading } from './reading.ts'
import { tell } from './telling.ts'

/** An app whose streams are fed, as they are by a worker. */
export interface LiveStage {
  readonly infra: TestInfra
  readonly app: ReturnType<typeof createApp>
  /** What ends when the process is about to stop. */
  readonly ending: AbortController
  listen(person: Person, lastEventId?: string): Promise<Reading>
  /** Tells somebody something that nothing else adds to. */
  tell(person: Pick<Person, 'accountId'>, reason: string): Promise<void>
  close(): Promise<void>
}

export async function createLiveStage(): Promise<LiveStage> {
  const infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  const feed = createEventFeed({ redisUrl, prefix, log: infra.log })
  const relay = startTestRelay(infra)
  const ending = new AbortController()
  const deps = testDeps(infra, { corsOrigins: ['https://shop.example'] })
  const app = createApp({
    ...deps,
    events: feed,
    lifecycle: { draining: false, ending: ending.signal },
  })
  return {
    ...{ infra, app, ending },
    listen: (person, lastEventId) =>
      listen((path, init) => app.request(path, init), person, lastEventId),
    tell: (person, reason) => tell(infra, person, reason),
    async close() {
      await relay.close()
      await feed.close()
      await infra.close()
    },
  }
}
