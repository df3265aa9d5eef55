import { type BesideFloor, startBesideFloor } from '../harness/beside-floor.ts'
import { fillSite } from '../harness/fill-site.ts'
import { fetchAway, get, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import { type Latency, type Load, loadFigures, loadPages, summarise } from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import type { Seeded } from '../harness/seed-matches.ts'
import { withServerTimes } from '../harness/server-times.ts'
import { type Stack, startStack } from '../harness/stack.ts'

const MATCHES = 200_000
/** Of the player whose pages are asked for. */
const GAMES = 5_000
/** Profiles are not cached: each is made anew. */
const PER_SECOND = 50
const SECONDS = 10
/** Reads of each other page, per run. */
const READS = 100
const PAGE = 20
const DEEP_PAGE = 200

export const playerPages: Scenario = {
  name: 'player-pages',
  summary: 'pages of a player with 5,000 matches: profile p99 below 15 ms, page 200 like page 1',
  async run(plain) {
    const bench = withServerTimes(plain)
    const matches = Math.max(GAMES, scaled(bench, MATCHES))
    const people: Seeded[] = []
    await using stack = await startStack(bench, async (infra) => {
      people.push(await fillSite(bench, infra, { matches, starGames: GAMES }))
    })
    const [seeded] = people
    if (seeded === undefined) throw new Error('nothing was seeded')
    const pages = await pagesOf(stack, seeded)
    await using profile = await startBesideFloor(bench, {
      urls: [pages.get('profile') ?? ''],
      ...{ pid: stack.pids.api, perSecond: PER_SECOND },
    })
    const runs = await inRuns(
      bench,
      () => measure(bench, { pages, ...profile }),
      (run) => `profile p99 ${run.profile.server.p99.toFixed(1)} ms in the API`,
    )
    return {
      figures: figuresOf(runs),
      notes: [
        `${matches} matches of ${seeded.players} players; the player has ${GAMES} of them, and another one shares them all.`,
        `Profile: ${PER_SECOND} requests/s, open loop. Everything else: one request at a time at the client, pages in turn.`,
        `A page of the history has ${PAGE} games. The floor answers the profile's bytes from memory.`,
      ],
    }
  },
}

type Pages = ReadonlyMap<string, string>

/** URLs by what the figures call them. */
async function pagesOf(stack: Stack, { star, rival }: Seeded): Promise<Pages> {
  const url = (procedure: string, input: object = { player: star.puuid }) =>
    queryUrl(stack.url, `players.${procedure}`, input)
  const history = (cursor?: string) =>
    url('matches', { player: star.puuid, limit: PAGE, ...(cursor && { cursor }) })
  return new Map([
    ['profile', url('profile')],
    [`history, page ${DEEP_PAGE}`, history(await cursorAt(stack, star.puuid))],
    ['history, page 1', history()],
    ['history of wins', url('matches', { player: star.puuid, limit: PAGE, result: 'win' })],
    ['agents', url('agents')],
    ['maps', url('maps')],
    ['weapons', url('weapons')],
    ['form', url('form')],
    ['head to head', url('headToHead', { a: star.puuid, b: rival.puuid })],
    ['search', url('search', { query: 'st' })],
    ['leaderboard', queryUrl(stack.url, 'leaderboards.list', { by: 'acs' })],
    ['leaderboard around', queryUrl(stack.url, 'leaderboards.around', { player: star.puuid })],
  ])
}

/** The cursor of the deep page, by walking there as a reader would, in larger steps. */
async function cursorAt(stack: Stack, player: string): Promise<string> {
  let cursor: string | undefined
  for (let left = (DEEP_PAGE - 1) * PAGE; left > 0; ) {
    const limit = Math.min(100, left)
    const input = { player, limit, ...(cursor && { cursor }) }
    const body = await get(queryUrl(stack.url, 'players.matches', input))
    cursor = /"nextCursor":"([^"]+)"/.exec(body)?.[1]
    if (cursor === undefined) throw new Error('the history ends before the deep page')
    left -= limit
  }
  return cursor ?? ''
}

interface Run {
  readonly profile: Load
  readonly floor: Load
  readonly alone: ReadonlyMap<string, Latency>
}

async function measure(
  bench: Bench,
  on: Omit<BesideFloor, keyof AsyncDisposable> & { readonly pages: Pages },
): Promise<Run> {
  const rate = { perSecond: PER_SECOND, seconds: SECONDS }
  const floor = await loadPages(bench, { ...on.floor, ...rate })
  const profile = await loadPages(bench, { ...on.api, ...rate })
  const latencies = new Map([...on.pages.keys()].map((name) => [name, [] as number[]]))
  for (let index = 0; index < scaled(bench, READS); index++) {
    bench.signal.throwIfAborted()
    for (const [name, url] of on.pages) {
      const started = performance.now()
      await fetchAway(url)
      latencies.get(name)?.push(performance.now() - started)
    }
  }
  const alone = new Map([...latencies].map(([name, list]) => [name, summarise(list)]))
  return { profile, floor, alone }
}

function figuresOf(runs: readonly Run[]): Figure[] {
  const [first] = runs
  if (first === undefined) return []
  const values = (name: string, share: keyof Latency) =>
    runs.map(({ alone }) => alone.get(name)?.[share] ?? Number.NaN)
  const loads = {
    loads: runs.map(({ profile }) => profile),
    floors: runs.map(({ floor }) => floor),
  }
  return [
    ...loadFigures('profile', { ...loads, bound: 15 }),
    {
      name: `history, page ${DEEP_PAGE} to page 1`,
      unit: 'ms',
      values: values(`history, page ${DEEP_PAGE}`, 'p50'),
      floor: { name: 'page 1', values: values('history, page 1', 'p50') },
      target: { of: 'ratio', is: '<=', bound: 1.2 },
    },
    ...[...first.alone.keys()].flatMap((name) =>
      (['p50', 'p99'] as const).map((share) => ({
        name: `${name}, ${share}`,
        unit: 'ms',
        values: values(name, share),
      })),
    ),
  ]
}
