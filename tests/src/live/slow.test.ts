import type { PollLoop } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { createPrng } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, people } from '../../../packages/api/test/people.ts'
import {
  RUNTIMES,
  type ServerProcess,
  startServer,
} from '../../../packages/api/test/server-process.ts'
import { violations } from './audit.ts'
import { type Listener, listen } from './listener.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'
import { until } from './until.ts'

/** More than the server keeps and all buffers of the connection take. */
const NEWS = 1_000
const LENGTH = 8_000
const AT_ONCE = 50

describe.each(RUNTIMES)('a page that does not read, at %s', (runtime) => {
  let infra: TestInfra
  let relay: PollLoop
  let server: ServerProcess
  let newsroom: Newsroom
  let pages: readonly Listener[] = []
  beforeAll(async () => {
    infra = await createTestInfra({ profile: 'api' })
    relay = startTestRelay(infra)
    server = await startServer(runtime, { ...infra.env, RATE_READS_PER_SECOND: '0' })
    newsroom = createNewsroom(infra)
    const [slow, other] = await people(infra, 2)
    pages = [slow, slow, other].flatMap((person, n) =>
      person === undefined
        ? []
        : listen({
            ...{ accountId: person.accountId, headers: bearer(person.token) },
            ...{ urls: () => [server.url], prng: createPrng(`live-slow/${n}`) },
          }),
    )
    await until('all have begun', () => pages.every(({ receipts }) => receipts.length > 0))
  })
  afterAll(async () => {
    await Promise.all(pages.map((page) => page.close()))
    await server.stop('SIGKILL')
    await relay.close()
    await infra.close()
  })

  it('holds up nobody, is cut off, and misses nothing once it reads again', async () => {
    const [slow, twin, other] = pages as [Listener, Listener, Listener]
    const { promise: waits, resolve: readOn } = Promise.withResolvers<void>()
    slow.stall(waits)
    const told = (page: Listener) => page.receipts.filter(({ type }) => type === 'notification')
    for (let n = 0; n < NEWS; n += AT_ONCE) {
      await newsroom.tell(Array<number>(AT_ONCE).fill(slow.accountId), LENGTH)
      await newsroom.tell([other.accountId])
      // Nobody else may be behind, however little the one reads.
      await until('the others hear it', () => told(twin).length === n + AT_ONCE)
    }
    await until('the other hears it', () => told(other).length === NEWS / AT_ONCE)
    expect(told(slow).length).toBeLessThan(NEWS / 2)
    readOn()
    await until('it shows everything', () => slow.shown().size === NEWS)
    await slow.settled()
    expect(slow.connections).toBeGreaterThan(1)
    expect([...slow.shown().keys()].toSorted()).toEqual([...twin.shown().keys()].toSorted())
    expect(violations(pages, newsroom)).toEqual([])
    expect([twin.connections, other.connections]).toEqual([1, 1])
  }, 60_000)
})
