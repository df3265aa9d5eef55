import { createGuest } from '@loadout/core/accounts'
import { createPrng } from '@loadout/simulator'
import { startShop } from '../harness/fill-shop.ts'
import { sendAway } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { lastTenth } from '../harness/last-tenth.ts'
import {
  type Load,
  loadFigures,
  loadPages,
  startFloorOf,
  type Target,
} from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, RUNS, type Scenario } from '../harness/scenario.ts'
import { withServerTimes } from '../harness/server-times.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { createVisitors, type Visitors } from '../harness/visitors.ts'

const PER_SECOND = 1_000
const SECONDS = 10
/** Every so manieth request writes: 5 %. */
const WRITES_EVERY = 20
const P99_MS = 20
/** Different products of each route and run; asked for in turn. */
const URLS = 3_000
/** Products whose answers the floor holds. */
const FLOOR_URLS = 100
/** Visitors who write; each is known by a cookie, as in a browser. */
const GUESTS = 200

/** What is read, by product. */
const ROUTES = {
  '/reviews': (id: number) => `/reviews?product_id=${id}&page=1&count=5&sort=relevant`,
  '/reviews/meta': (id: number) => `/reviews/meta?product_id=${id}`,
  '/qa/questions': (id: number) => `/qa/questions?product_id=${id}&page=1&count=5`,
  '/products/:id/styles': (id: number) => `/products/${id}/styles`,
} as const satisfies Readonly<Record<string, (id: number) => string>>
type Route = keyof typeof ROUTES
const NAMES = Object.keys(ROUTES) as Route[]

export const atelier: Scenario = {
  name: 'atelier',
  summary:
    'four routes of the Atelier contract at 1,000/s each with 5 % writes: p99 < 20 ms, 0 errors',
  async run(plain) {
    const bench = withServerTimes(plain)
    await using stack = await startStack(bench, undefined, startShop)
    const ids = await lastTenth(stack.infra, 'product')
    const visitors = await createVisitors(bench, stack, {
      base: `${stack.url}/atelier`,
      tokens: await guestTokens(stack),
    })
    const figures: Figure[] = []
    for (const route of NAMES) {
      const runs = await measureRoute(bench, { stack, route, ids, visitors })
      figures.push(...figuresOf(route, runs))
    }
    return {
      figures,
      notes: [
        `Random ids of the last tenth of ${(ids.length * 10).toLocaleString('en')} products, each route alone at ${PER_SECOND}/s, open loop.`,
        `Cold: reads only, of products that nobody has asked for yet. Mixed: every ${WRITES_EVERY}th request is a new review, question`,
        `or answer, or a vote, by one of ${GUESTS} visitors. The floor answers the bytes of ${FLOOR_URLS} of the answers from memory.`,
        'Generator, API, worker and PostgreSQL share the cores.',
      ],
    }
  },
}

async function guestTokens(stack: Stack): Promise<readonly string[]> {
  const guests = await Promise.all(Array.from({ length: GUESTS }, () => createGuest(stack.infra)))
  return guests.map(({ token }) => token)
}

interface Run {
  readonly floor: Load
  readonly cold: Load
  readonly mixed: Load
}

async function measureRoute(
  bench: Bench,
  on: {
    readonly stack: Stack
    readonly route: Route
    readonly ids: readonly number[]
    readonly visitors: Visitors
  },
): Promise<readonly Run[]> {
  const { stack, route, visitors } = on
  const all = createPrng(`atelier/${route}`)
    .shuffled(on.ids)
    .map((id) => `${stack.url}/atelier${ROUTES[route](id)}`)
  const urls = all.slice(FLOOR_URLS, FLOOR_URLS + URLS * RUNS)
  const { server, ...floor } = await startFloorOf(bench, all.slice(0, FLOOR_URLS))
  await using _ = server
  return await inRuns(
    bench,
    (run) => {
      // Each run has products of its own.
      const own = urls.filter((_url, place) => place % RUNS === run)
      return measure(bench, { api: { urls: own, pid: stack.pids.api }, floor, visitors })
    },
    ({ mixed }) => `${route}, p99 ${mixed.server.p99.toFixed(1)} ms in the API`,
  )
}

async function measure(
  bench: Bench,
  {
    api,
    floor,
    visitors,
  }: { readonly api: Target; readonly floor: Target; readonly visitors: Visitors },
): Promise<Run> {
  const rate = { perSecond: PER_SECOND, seconds: SECONDS }
  const instead = (index: number) => {
    return index % WRITES_EVERY === 0 ? sendAway(visitors.next()) : null
  }
  return {
    floor: await loadPages(bench, { ...floor, ...rate }),
    // As long as the products last.
    cold: await loadPages(bench, { ...api, ...rate, seconds: api.urls.length / PER_SECOND }),
    mixed: await loadPages(bench, { ...api, ...rate, instead }),
  }
}

function figuresOf(route: Route, runs: readonly Run[]): Figure[] {
  const floors = runs.map(({ floor }) => floor)
  const of = (loads: readonly Load[]) => ({ loads, floors, bound: P99_MS })
  return [
    ...loadFigures(`${route}, cold`, of(runs.map(({ cold }) => cold))),
    ...loadFigures(`${route}, mixed`, of(runs.map(({ mixed }) => mixed))),
  ]
}
