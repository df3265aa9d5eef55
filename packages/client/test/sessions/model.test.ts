import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAlone } from '../../src/session/tabs.ts'
import { createTokenSession, type SessionTokens } from '../../src/session/token-session.ts'
import type { Fetch } from '../../src/settings.ts'
import { AuthServer } from '../support/auth-server.ts'
import {
  type FakeBrowser,
  FakeLocks,
  fakeBrowser,
  fakeChannels,
  openTab,
  signInto,
  type Tab,
} from '../support/browser.ts'
import { rawClient } from '../support/calls.ts'
import { type ChooseFate, type Fate, networkOf } from '../support/network.ts'
import { failure } from '../support/trpc-server.ts'
import { VirtualTime } from '../support/virtual-time.ts'

// Fixed, so that a failure is one for everybody; a run with another one is a new search.
const RUNS = { numRuns: 40, seed: 20_260_801 }

const busy = Response.json(failure('UNAVAILABLE', 503, { retryable: true }), { status: 503 })

/**
 * Of a bad network: slow, losing requests and answers, hanging; and of tabs that freeze. What was given up
 * after 8 s does not arrive after all: to the server, that one is a thief once the grace is over.
 */
const fates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fate>({}) },
    {
      weight: 6,
      arbitrary: fc.record({ toServerMs: fc.nat(3_000), toClientMs: fc.nat(3_000) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ toServerMs: fc.nat(3_000), end: fc.constant('lost' as const) }),
    },
    { weight: 1, arbitrary: fc.constant<Fate>({ end: 'refused' }) },
    { weight: 1, arbitrary: fc.constant<Fate>({ end: 'hangs' }) },
    { weight: 1, arbitrary: fc.constant<Fate>({ end: busy }) },
    { weight: 1, arbitrary: fc.record({ frozenMs: fc.nat(60_000) }) },
  ),
  { minLength: 1, maxLength: 12 },
)

interface Action {
  /** Since the one before: at once, within the time of a renewal, or after the token has run out. */
  readonly afterMs: number
  readonly tab: number
  readonly kind: 'query' | 'batch' | 'change' | 'open another'
}

const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.nat(15_000), fc.integer({ min: 100_000, max: 400_000 })),
    tab: fc.nat(3),
    kind: fc.constantFrom('query', 'batch', 'change', 'open another'),
  }),
  { minLength: 4, maxLength: 25 },
)

/** Takes the fates in turn, for whatever is sent. */
function fatesInTurn(all: readonly Fate[]): ChooseFate {
  let next = 0
  return () => {
    next += 1
    return all[next % all.length]
  }
}

/** Calls fail for want of a network only: never because somebody seems not to be signed in. */
const EXCUSES = ['NETWORK', 'UNAVAILABLE', 'CLIENT_TIMEOUT']

/** Lets everybody act, and collects the errors that have no excuse. */
class Run {
  readonly #time: VirtualTime
  readonly #pending: Promise<unknown>[] = []
  readonly problems: string[] = []
  changes = 0

  constructor(time: VirtualTime) {
    this.#time = time
  }

  async act({ afterMs, kind }: Action, client: ReturnType<typeof rawClient>): Promise<void> {
    await this.#time.pass(afterMs)
    if (kind === 'change') this.#watch(client.mutate('change', this.changes++))
    else this.#watch(client.query('me'))
    if (kind !== 'batch') return
    this.#watch(client.query('open'))
    this.#watch(client.query('me', 2))
  }

  end(): Promise<unknown> {
    return this.#time.run(Promise.all(this.#pending))
  }

  #watch(call: Promise<unknown>): void {
    const ended = call.catch((error: unknown) => {
      const { code } = Object(error)
      if (!EXCUSES.includes(code)) this.problems.push(String(code))
    })
    this.#pending.push(ended)
  }
}

/** Runs `work` in virtual time. */
async function inVirtualTime(work: (time: VirtualTime, server: AuthServer) => Promise<void>) {
  const time = new VirtualTime()
  time.install()
  try {
    await work(
      time,
      new AuthServer(
        () => time.now,
        () => String(time.now),
      ),
    )
  } finally {
    time.uninstall()
  }
}

// What a killed app waits for.
const NEVER = new Promise<never>(() => {})

/** Nobody was signed out, and no change was made twice. */
function expectHonest(run: Run, server: AuthServer, states: readonly string[]): void {
  expect(run.problems).toEqual([])
  expect(states).not.toContain('signed-out')
  expect(server.families.map(({ end }) => end)).toEqual([undefined])
  const made = server.changes.map(({ input }) => input)
  expect(new Set(made).size).toBe(made.length)
}

async function browse(browser: FakeBrowser, time: VirtualTime, plan: Plan): Promise<void> {
  signInto(browser)
  const choose = fatesInTurn(plan.fates)
  const tabs: Tab[] = [openTab(browser, choose)]
  const run = new Run(time)
  for (const action of plan.actions) {
    if (action.kind === 'open another' && tabs.length < 4) tabs.push(openTab(browser, choose))
    const tab = tabs[action.tab % tabs.length]
    if (tab !== undefined) await run.act(action, tab)
  }
  await run.end()
  const heard = tabs.flatMap((tab) => [...tab.heard, tab.session.state()])
  expectHonest(run, browser.server, heard)
}

interface Plan {
  readonly fates: readonly Fate[]
  readonly actions: readonly Action[]
}

describe('over random schedules on a bad network, nobody honest is ever signed out', () => {
  it.each<[string, () => Parameters<typeof fakeBrowser>[1]]>([
    ['in tabs with locks and channels', () => ({})],
    ['in tabs that hear news late', () => ({ browser: { openChannel: fakeChannels(40) } })],
    ['in tabs that cannot see the marker', () => ({ seesMarker: false })],
    ['in tabs with locks alone', () => ({ browser: { openChannel: undefined } })],
  ])('%s', async (_name, options) => {
    const property = fc.asyncProperty(fc.record({ fates, actions }), (plan) =>
      inVirtualTime((time, server) => browse(fakeBrowser(server, options()), time, plan)),
    )
    await fc.assert(property, RUNS)
  })

  it('in apps that are killed at any time', async () => {
    const property = fc.asyncProperty(
      fc.record({ fates, actions }),
      ({ fates: all, actions: acts }) =>
        inVirtualTime(async (time, server) => {
          let stored: SessionTokens | null = { ...server.signIn('ana'), expiresAt: 0 }
          const choose = fatesInTurn(all)
          const start = () => {
            const life = { isOver: false }
            const network = networkOf(server, undefined, choose)
            const session = createTokenSession(openAlone, {
              load: () => stored,
              async save(tokens: SessionTokens | null) {
                await new Promise((resolve) => setTimeout(resolve, 100))
                if (life.isOver) await NEVER
                stored = tokens
              },
            })
            const fetch: Fetch = (url, init) => (life.isOver ? NEVER : network(url, init))
            return { life, session, ...rawClient({ url: 'https://api.test', session, fetch }) }
          }
          let app = start()
          const states: string[] = []
          const run = new Run(time)
          for (const action of acts) {
            if (action.kind === 'open another') {
              app.life.isOver = true
              app = start()
              app.session.onAuthChange((state) => states.push(state))
            }
            await run.act(action, app)
          }
          await run.end()
          expectHonest(run, server, states)
        }),
    )
    await fc.assert(property, RUNS)
  })
})

describe('without locks', () => {
  // Two tabs send the same token at once: what is slow then must be less slow than the server's grace.
  it('nobody honest is ever signed out while a renewal takes less than 5 s', async () => {
    const slow = fc.array(fc.record({ toServerMs: fc.nat(2_400), toClientMs: fc.nat(2_400) }), {
      minLength: 1,
      maxLength: 12,
    })
    const property = fc.asyncProperty(fc.record({ fates: slow, actions }), (plan) =>
      inVirtualTime((time, server) => {
        const browser = { locks: undefined, openChannel: undefined }
        return browse(fakeBrowser(server, { browser }), time, plan)
      }),
    )
    await fc.assert(property, RUNS)
  })
})

describe('a thief who uses a copy of the cookies', () => {
  it('is found out with the owner, whatever the schedule', async () => {
    const property = fc.asyncProperty(
      fc.record({ fates: fc.constant([{}]), actions }),
      fc.integer({ min: 310_000, max: 900_000 }),
      (plan, laterMs) =>
        inVirtualTime(async (time, server) => {
          const browser = fakeBrowser(server, { browser: { locks: new FakeLocks() } })
          signInto(browser)
          const owner = openTab(browser)
          const stolen = new Map(browser.jar)
          await time.pass(laterMs)
          await time.run(owner.query('me'))
          await time.pass(laterMs)
          const thief = openTab(fakeBrowser(server, { jar: stolen }))
          await time.run(thief.query('me').catch(() => {}))
          const run = new Run(time)
          for (const action of plan.actions) await run.act(action, owner)
          await run.end()
          expect(server.families.map(({ end }) => end)).toEqual(['stolen'])
          expect(owner.session.state()).toBe('signed-out')
        }),
    )
    await fc.assert(property, { ...RUNS, numRuns: 30 })
  })
})
