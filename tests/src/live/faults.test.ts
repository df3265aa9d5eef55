import { setTimeout as sleep } from 'node:timers/promises'
import { markRead, notificationsContract } from '@loadout/core/notifications'
import { createPrng, type Prng } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, type Person, people } from '../../../packages/api/test/people.ts'
import { isStress, readFaultSeed } from '../env.ts'
import { violations } from './audit.ts'
import { drawFaults, type FaultOptions, type InjectedFault, injectFaults } from './faults.ts'
import { type Listener, listen } from './listener.ts'
import { loadList } from './load-list.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'
import { type Stage, setStage } from './stage.ts'
import { until } from './until.ts'

const SHORT: FaultOptions = {
  counts: {
    'kill-server': 2,
    'kill-relay': 1,
    'kill-relay-in-between': 2,
    'kill-redis': 1,
    'flush-redis': 1,
    'hang-redis': 1,
    'cut-all': 1,
    stall: 2,
  },
  windowMs: 6_000,
  hangMs: [2_000, 2_500],
}
const FULL: FaultOptions = {
  counts: {
    'kill-server': 6,
    'kill-relay': 4,
    'kill-relay-in-between': 6,
    'kill-redis': 4,
    'flush-redis': 3,
    'hang-redis': 3,
    'cut-all': 4,
    stall: 6,
  },
  windowMs: 40_000,
  hangMs: [2_000, 6_000],
}
const OPTIONS = isStress() ? FULL : SHORT
/** Accounts that somebody listens to, with so many pages each. */
const { HEARD, PAGES } = isStress() ? { HEARD: 4, PAGES: 3 } : { HEARD: 3, PAGES: 2 }
const LANES = 3
/** From the last fault until everybody has heard everything; a machine that does other things too takes its time. */
const RECOVERED_MS = 30_000

const seed = readFaultSeed()
const never = new AbortController().signal

describe(`streams while everything around them fails (FAULT_SEED=${seed})`, () => {
  const prng = createPrng(`live-faults/${seed}`)
  let stage: Stage | undefined
  let newsroom: Newsroom
  let heard: readonly Person[]
  let unheard: readonly Person[]
  let pages: readonly Listener[] = []
  let faults: readonly InjectedFault[]
  let recoveredMs: number

  beforeAll(async () => {
    stage = await setStage()
    const { infra, urls } = stage
    newsroom = createNewsroom(infra)
    const all = await people(infra, HEARD + 2)
    heard = all.slice(0, HEARD)
    unheard = all.slice(HEARD)
    pages = heard.flatMap(({ accountId, token }) =>
      Array.from({ length: PAGES }, (_, n) =>
        listen({
          ...{ accountId, headers: bearer(token), urls, pauseMs: 200 },
          ...{ prng: prng.fork(`page/${accountId}/${n}`) },
          // The first page of each is cut by faults alone.
          ...(n === 0 ? {} : { cutAfter: () => prng.between(1, 40_000) }),
        }),
      ),
    )
    await until('all have begun', () => pages.every(({ receipts }) => receipts.length > 0))
    faults = await underFire(stage)
    recoveredMs = await recovery(stage)
  }, 200_000)
  afterAll(async () => {
    await Promise.all(pages.map((page) => page.close()))
    await stage?.close()
  }, 30_000)

  async function underFire(on: Stage): Promise<readonly InjectedFault[]> {
    const over = new AbortController()
    const lanes = Array.from({ length: LANES }, (_, n) =>
      publish(on, prng.fork(`${n}`), over.signal),
    )
    try {
      return await injectFaults(on, pages, drawFaults(prng.fork('faults'), OPTIONS))
    } finally {
      over.abort()
      await Promise.all(lanes)
    }
  }

  /** One of those who tell at once: news for one or more, some of it taken back, and some of it read. */
  async function publish(on: Stage, drawn: Prng, over: AbortSignal): Promise<void> {
    const everybody = [...heard, ...unheard].map(({ accountId }) => accountId)
    while (!over.aborted) {
      const chosen = drawn.shuffled(everybody).slice(0, drawn.between(1, 3))
      const [one = 0, other = 0] = drawn.shuffled(everybody)
      await newsroom.tell(chosen)
      if (drawn.chance(0.2)) await newsroom.takeBack(chosen)
      if (drawn.chance(0.2)) await newsroom.reply(one, other)
      if (drawn.chance(0.05)) await readAll(on, one)
      // At the pace of people, as far as three of them are many.
      await sleep(drawn.int(40))
    }
  }

  async function readAll({ infra }: Stage, accountId: number): Promise<void> {
    const input = notificationsContract.markReadInput.parse({ upTo: Number.MAX_SAFE_INTEGER })
    await markRead({ ...infra, actor: { kind: 'account', accountId, role: 'user' } }, input)
  }

  /** The last word of all, which nobody can have heard who has not heard everything; how long that took. */
  async function recovery(on: Stage): Promise<number> {
    const started = performance.now()
    const names = await newsroom.tell(heard.map(({ accountId }) => accountId))
    const last = new Map(heard.map(({ accountId }, n) => [accountId, names[n]]))
    const hasAll = ({ accountId, shown }: Listener) =>
      [...shown().values()].some(({ name }) => name === last.get(accountId))
    await until('everybody hears the last word', () => pages.every(hasAll), RECOVERED_MS)
    await Promise.all(pages.map((page) => page.settled()))
    const ms = performance.now() - started
    for (const { accountId } of heard) await readAll(on, accountId)
    await until('all is read', () => pages.every(({ unread }) => unread() === 0), RECOVERED_MS)
    return ms
  }

  it('meet every fault that was meant for them', () => {
    const times = Object.keys(OPTIONS.counts).map((kind) => [
      kind,
      faults.filter((fault) => fault.kind === kind).length,
    ])
    expect(Object.fromEntries(times)).toEqual(OPTIONS.counts)
    const between = faults.filter(({ isCaught }) => isCaught).length
    expect(between).toBeGreaterThan(0)
    const sum = (count: (page: Listener) => number) =>
      pages.reduce((all, one) => all + count(one), 0)
    const resyncs = sum(({ receipts }) => receipts.filter(({ type }) => type === 'resync').length)
    const epochs = new Set(pages.flatMap(({ receipts }) => receipts.map(({ epoch }) => epoch)))
    process.stdout.write(
      `FAULT_SEED=${seed}: ${newsroom.committed.size} news, ${newsroom.takenBack.size} taken back, ` +
        `${faults.length} faults, ${between} relays killed in between, ${pages.length} pages, ` +
        `${sum(({ receipts }) => receipts.length)} receipts, ${sum(({ cuts }) => cuts)} cuts, ` +
        `${sum(({ connections }) => connections)} connections, ${resyncs} resyncs, ` +
        `${epochs.size} epochs, all heard after ${Math.round(recoveredMs)} ms\n`,
    )
  })

  it('tell nothing twice, nothing out of turn, nothing untrue, and leave no gap unsaid', () => {
    expect(violations(pages, newsroom)).toEqual([])
  })

  it('end with pages that show what they would if they had loaded it just now', async () => {
    const urls = stage?.urls ?? (() => [])
    for (const page of pages) {
      const listed = await loadList({ ...page, urls, signal: never })
      const names = listed.told.flatMap(({ name }) => name ?? [])
      const committed = [...newsroom.committed].filter(([, other]) => other === page.accountId)
      expect(names.toSorted()).toEqual(committed.map(([name]) => name).toSorted())
      const ids = new Set(listed.told.map(({ id }) => id))
      // What has grown since is known under its old id too.
      const shown = [...page.shown().values()].filter(
        ({ id, name }) => name !== null || ids.has(id),
      )
      expect(shown.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted())
      expect(listed.unread).toBe(0)
    }
  })
})
