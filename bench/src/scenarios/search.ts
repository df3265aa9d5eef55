import type { Infra } from '@loadout/infra'
import { createPrng } from '@loadout/simulator'
import { sql } from 'kysely'
import { gamePages, startGames } from '../harness/fill-games.ts'
import { get, queryUrl } from '../harness/http.ts'
import { inRuns } from '../harness/in-runs.ts'
import {
  type Latency,
  type Load,
  loadFigures,
  loadPages,
  startFloorOf,
  summarise,
} from '../harness/page-load.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { QUERY_KINDS, type QueryKind, searchQuery, type Wares } from '../harness/search-queries.ts'
import { withServerTimes } from '../harness/server-times.ts'
import { startStack } from '../harness/stack.ts'

const PER_SECOND = 50
const SECONDS = 10
const P99_MS = 30
/** Searches of each kind alone, per run. */
const READS = 100
/** Answers that the floor holds. */
const FLOOR_URLS = 50

export const search: Scenario = {
  name: 'search',
  summary: 'catalog.search with all facets over 10,000 games: p99 below 30 ms',
  async run(plain) {
    const bench = withServerTimes(plain)
    await using stack = await startStack(bench, undefined, startGames)
    const wares = await waresOf(stack.infra)
    // Nobody looks for the same thing twice: no answer is there already.
    const searches = searchesOf(stack.url, wares)
    const { server, ...floor } = await startFloorOf(bench, take(searches.mixed, FLOOR_URLS))
    await using _ = server
    const api = (seconds: number) => ({
      urls: take(searches.mixed, Math.ceil(PER_SECOND * seconds)),
      ...{ pid: stack.pids.api, perSecond: PER_SECOND, seconds },
    })
    await loadPages(bench, api(3))
    const runs = await inRuns(
      bench,
      async (): Promise<Run> => ({
        floor: await loadPages(bench, { ...floor, perSecond: PER_SECOND, seconds: SECONDS }),
        load: await loadPages(bench, api(SECONDS)),
        alone: await readAlone(bench, searches.of),
      }),
      ({ load }) => `p99 ${load.server.p99.toFixed(1)} ms in the API`,
    )
    return {
      figures: figuresOf(runs),
      notes: [
        `${gamePages(bench).toLocaleString('en')} pages of games; every search is another one, with all facets, at ${PER_SECOND}/s in all, open loop.`,
        'name: as it is; begun: its first letters; misspelt: one letter off; filtered: a word with one to three filters;',
        'browse: filters and an order alone. Alone: one request at a time at the client. Found: the product that was meant is on the first page.',
        'The floor answers the same bytes from memory. Generator, API, worker and PostgreSQL share the cores.',
      ],
    }
  },
}

async function waresOf({ db }: Infra): Promise<Wares> {
  const products = await db.selectFrom('product').select(['id', 'name']).orderBy('id').execute()
  const labels = async (column: 'genres' | 'platforms' | 'tags') => {
    const { rows } = await sql<{ label: string }>`
      select distinct unnest(${sql.ref(column)}) as label from product order by 1
    `.execute(db)
    return rows.map(({ label }) => label)
  }
  const [genres, platforms, tags] = [
    await labels('genres'),
    await labels('platforms'),
    await labels('tags'),
  ]
  return { products, genres, platforms, tags }
}

interface Search {
  readonly url: string
  readonly meant: number | null
}

interface Searches {
  readonly mixed: Iterator<Search>
  readonly of: ReadonlyMap<QueryKind, Iterator<Search>>
}

function searchesOf(base: string, wares: Wares): Searches {
  function* searches(label: string, kinds: readonly QueryKind[]): Generator<Search, never> {
    const prng = createPrng(`search/${label}`)
    for (;;) {
      const { input, meant } = searchQuery(prng, prng.pick(kinds), wares)
      yield { url: queryUrl(base, 'catalog.search', { ...input, facets: true }), meant }
    }
  }
  return {
    mixed: searches('mixed', QUERY_KINDS),
    of: new Map(QUERY_KINDS.map((kind) => [kind, searches(kind, [kind])])),
  }
}

function take(searches: Iterator<Search>, count: number): string[] {
  return Array.from({ length: count }, () => next(searches).url)
}

function next(searches: Iterator<Search>): Search {
  const { value } = searches.next()
  return value
}

interface Alone extends Latency {
  /** Percent of those in which a product is meant; NaN where none is. */
  readonly found: number
}

interface Run {
  readonly floor: Load
  readonly load: Load
  readonly alone: ReadonlyMap<QueryKind, Alone>
}

async function readAlone(
  bench: Bench,
  searches: Searches['of'],
): Promise<ReadonlyMap<QueryKind, Alone>> {
  const alone = new Map<QueryKind, Alone>()
  for (const [kind, some] of searches) {
    const latencies: number[] = []
    let found = 0
    let meant = 0
    for (let index = 0; index < scaled(bench, READS); index++) {
      bench.signal.throwIfAborted()
      const one = next(some)
      const started = performance.now()
      const body = await get(one.url)
      latencies.push(performance.now() - started)
      if (one.meant === null) continue
      meant += 1
      if (shows(body, one.meant)) found += 1
    }
    alone.set(kind, { ...summarise(latencies), found: (100 * found) / meant })
  }
  return alone
}

function shows(body: string, id: number): boolean {
  const { result }: { result: { data: { items: readonly { id: number }[] } } } = JSON.parse(body)
  return result.data.items.some((item) => item.id === id)
}

function figuresOf(runs: readonly Run[]): Figure[] {
  const figure = (kind: QueryKind, what: keyof Alone, unit: string): Figure => ({
    name: `${kind}, ${what}`,
    unit,
    values: runs.map(({ alone }) => alone.get(kind)?.[what] ?? Number.NaN),
  })
  return [
    ...loadFigures('search', {
      loads: runs.map(({ load }) => load),
      floors: runs.map(({ floor }) => floor),
      bound: P99_MS,
    }),
    ...QUERY_KINDS.flatMap((kind) => [
      figure(kind, 'p50', 'ms'),
      { ...figure(kind, 'p99', 'ms'), target: { of: 'value', is: '<=', bound: P99_MS } as const },
    ]),
    figure('name', 'found', '%'),
    figure('misspelt', 'found', '%'),
  ]
}
