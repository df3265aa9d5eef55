import type { PollLoop } from '@loadout/infra'
import { createTestInfra, startTestRelay, type TestInfra } from '@loadout/infra/testing'
import { createPrng, type Prng } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, people } from '../../../packages/api/test/people.ts'
import {
  RUNTIMES,
  type ServerProcess,
  startServer,
} from '../../../packages/api/test/server-process.ts'
import { isStress, readFaultSeed } from '../env.ts'
import { type Listener, listen } from './listener.ts'
import { loadList } from './load-list.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'
import { type Published, published } from './published.ts'
import { until } from './until.ts'

/** Of each account, and of each of its pages. */
const { EVENTS, CUTS } = isStress() ? { EVENTS: 1_000, CUTS: 20 } : { EVENTS: 100, CUTS: 4 }
const PAGES = 2
/** Those who hear it are behind by less, so that no cut loses more than can be told again. */
const AHEAD = 200
const LANES = 4
/** No event is shorter, bytes: so many are sure to come before all cuts are made. */
const SHORTEST = 250

const seed = readFaultSeed()
const never = new AbortController().signal

describe.each(RUNTIMES)(`a page whose stream from %s is cut (FAULT_SEED=${seed})`, (runtime) => {
  const prng = createPrng(`live/${seed}/${runtime}`)
  let infra: TestInfra
  let relay: PollLoop
  let server: ServerProcess
  let newsroom: Newsroom
  let accounts: readonly number[]
  let nobodyListens: number
  let pages: readonly Listener[] = []
  let stream: readonly Published[]
  let due: number[]

  beforeAll(async () => {
    infra = await createTestInfra({ profile: 'api' })
    relay = startTestRelay(infra)
    server = await startServer(runtime, { ...infra.env, RATE_READS_PER_SECOND: '0' })
    newsroom = createNewsroom(infra)
    const all = await people(infra, 3)
    const heard = all.slice(1)
    nobodyListens = all[0]?.accountId ?? 0
    accounts = heard.map(({ accountId }) => accountId)
    due = prng.shuffled(accounts.flatMap((accountId) => Array<number>(EVENTS).fill(accountId)))
    pages = heard.flatMap(({ accountId, token }) =>
      Array.from({ length: PAGES }, (_, n) =>
        listen({
          ...{ accountId, headers: bearer(token), urls: () => [server.url] },
          ...{
            prng: prng.fork(`page/${accountId}/${n}`),
            cutAfter: cutsOf(prng.fork(`cuts/${accountId}/${n}`)),
          },
        }),
      ),
    )
    await until('all have begun', () => pages.every(({ receipts }) => receipts.length > 0))
    await Promise.all(Array.from({ length: LANES }, (_, n) => publish(prng.fork(`lane/${n}`))))
    await until('all was told', () => pages.every(({ receipts }) => receipts.length > EVENTS))
    stream = await published(infra)
  }, 180_000)
  afterAll(async () => {
    await Promise.all(pages.map((page) => page.close()))
    await server.stop('SIGKILL')
    await relay.close()
    await infra.close()
  })

  function cutsOf(drawn: Prng): () => number | null {
    let made = 0
    return () => {
      made += 1
      return made > CUTS ? null : drawn.between(1, Math.floor((EVENTS * SHORTEST) / (CUTS + 1)))
    }
  }

  /** One of those who tell at once, until everybody was told everything. */
  async function publish(drawn: Prng): Promise<void> {
    while (due.length > 0) {
      const chosen = due.splice(0, drawn.between(1, 3))
      await newsroom.tell(drawn.chance(0.1) ? [nobodyListens, ...chosen] : chosen)
      if (drawn.chance(0.1)) await newsroom.takeBack(chosen)
      await until('the slowest keeps up', () => told() - heardByAll() < AHEAD)
    }
  }

  /** To each of them at least. */
  const told = () => EVENTS - due.length / accounts.length
  const heardByAll = () => Math.min(...pages.map(({ receipts }) => receipts.length))
  const of = (listener: Listener) => stream.filter((one) => one.accountId === listener.accountId)

  it('is cut as often as it should be, and comes back each time', () => {
    expect(pages.map(({ cuts }) => cuts)).toEqual(pages.map(() => CUTS))
    for (const { connections } of pages) expect(connections).toBeGreaterThan(CUTS)
  })

  it('hears everything that was published once, in its order, and never has to load anew', () => {
    for (const page of pages) {
      const [start, ...heard] = page.receipts
      expect(start?.type).toBe('start')
      const ids = heard.map(({ type, epoch, seq, told: what }) => [type, epoch, seq, what?.id])
      const all = of(page).map(({ epoch, seq, id }) => ['notification', epoch, seq, id])
      expect(ids).toEqual(all)
      expect(page.malformed).toEqual([])
    }
  })

  it('hears of everything that was committed, and of nothing that was not', () => {
    for (const page of pages) {
      const names = page.receipts.flatMap(({ told: what }) => what?.name ?? [])
      const committed = [...newsroom.committed].filter(([, other]) => other === page.accountId)
      expect(names.toSorted()).toEqual(committed.map(([name]) => name).toSorted())
      expect(names).toHaveLength(EVENTS)
    }
    expect(newsroom.takenBack.size).toBeGreaterThan(0)
  })

  it('shows what it would if it had loaded it just now', async () => {
    for (const page of pages) {
      await page.settled()
      const listed = await loadList({ ...page, urls: () => [server.url], signal: never })
      expect([...page.shown().keys()].toSorted()).toEqual(
        listed.told.map(({ id }) => id).toSorted(),
      )
      expect(page.unread()).toBe(listed.unread)
    }
  })
})
