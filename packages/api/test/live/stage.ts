import { notify } from '@loadout/core/notifications'
import { createEventFeed, type EventFeed, type PollLoop, startEventRelay } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { createApp } from '../../src/app.ts'
import { type Person, people } from '../people.ts'
import { testDeps } from '../test-app.ts'
import { listen, type Reading } from './reading.ts'

/** An app whose streams are fed, as they are by a worker. */
export interface LiveStage {
  readonly infra: TestInfra
  readonly app: ReturnType<typeof createApp>
  /** What ends when the process is about to stop. */
  readonly ending: AbortController
  people(count: number): Promise<readonly Person[]>
  listen(person: Person, lastEventId?: string): Promise<Reading>
  /** Tells somebody something that nothing else adds to. */
  tell(person: Pick<Person, 'accountId'>, reason: string): Promise<void>
  close(): Promise<void>
}

export async function createLiveStage(): Promise<LiveStage> {
  const infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
  const at = { redisUrl: infra.config.REDIS_URL, prefix: infra.config.QUEUE_PREFIX }
  const feed: EventFeed = createEventFeed({ ...at, log: infra.log })
  const relay: PollLoop = startEventRelay({ services: infra, ...at, pollMs: 10 })
  const ending = new AbortController()
  const deps = testDeps(infra, { corsOrigins: ['https://shop.example'] })
  const app = createApp({
    ...deps,
    events: feed,
    lifecycle: { draining: false, ending: ending.signal },
  })
  return {
    ...{ infra, app, ending },
    people: (count) => people(infra, count),
    listen: (person, lastEventId) =>
      listen((path, init) => app.request(path, init), person, lastEventId),
    tell: ({ accountId }, reason) =>
      infra.db.transaction().execute((tx) =>
        notify(tx, {
          ...{ accountId, kind: 'moderation' },
          detail: { status: 'hidden', cause: 'moderator', reason },
        }),
      ),
    async close() {
      await relay.close()
      await feed.close()
      await infra.close()
    },
  }
}
