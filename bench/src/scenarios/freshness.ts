import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { copies, templateDocument } from '../harness/documents.ts'
import { get, queryUrl, upload } from '../harness/http.ts'
import { openLoop } from '../harness/open-loop.ts'
import { cpuSeconds } from '../harness/process-usage.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, RUNS, type Scenario } from '../harness/scenario.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { median, percentile } from '../harness/statistics.ts'
import { untilRolledUp } from '../harness/visible.ts'

const PER_SECOND = 50
const SECONDS = 30
/** Pause between two looks: what the measurement may be too high by. */
const GRAIN_MS = 5

export const freshness: Scenario = {
  name: 'freshness',
  summary: 'at 50 documents/s, acknowledged to visible in stats.agents: p99 at most 1 s',
  async run(bench) {
    await using stack = await startStack(bench)
    await sql`create table bench_commit (id integer primary key)`.execute(stack.infra.db)
    await measure(bench, stack, { seed: 'warm-up', seconds: 3 })
    const runs: Run[] = []
    for (let index = 0; index < RUNS; index++) {
      const seconds = Math.max(2, SECONDS * bench.env.scale)
      runs.push(await measure(bench, stack, { seed: `run ${index}`, seconds }))
      bench.say(`run ${index + 1}: p99 ${percentile(runs.at(-1)?.lags ?? [], 0.99).toFixed(0)} ms`)
    }
    return {
      figures: figuresOf(runs),
      notes: [
        `One document a request, ${PER_SECOND} requests/s open loop; stats.agents is asked over HTTP every ${GRAIN_MS} ms.`,
        'The n-th acknowledged document counts as visible when stats.agents first counts n more matches.',
        'Floor: a row committed with fsync until another connection, looking as often, reads it, under the same load.',
      ],
    }
  },
}

/** Milliseconds. */
interface Run {
  readonly lags: readonly number[]
  readonly acknowledged: readonly number[]
  readonly commits: readonly number[]
  /** CPU of API and worker together, share of one core. */
  readonly cpu: number
  /** Documents that were not acknowledged. */
  readonly errors: number
}

async function measure(
  bench: Bench,
  stack: Stack,
  options: { readonly seed: string; readonly seconds: number },
): Promise<Run> {
  const count = Math.round(PER_SECOND * options.seconds)
  const documents = copies(templateDocument(bench.root), count, `freshness ${options.seed}`)
  const known = await matchesShown(stack)
  const acknowledgedAt: number[] = []
  const stop = new AbortController()
  const watching = watch(stack, stop.signal)
  const committing = timeCommits(stack, stop.signal)
  const background = Promise.allSettled([watching, committing])
  try {
    const cpuBefore = cpuOfPrograms(stack)
    const { latencies, errors, firstError } = await openLoop({
      perSecond: PER_SECOND,
      seconds: options.seconds,
      signal: bench.signal,
      send: async () => {
        await sendOne(stack, documents.next().value ?? Buffer.alloc(0))
        acknowledgedAt.push(performance.now())
      },
    })
    const cpu = (cpuOfPrograms(stack) - cpuBefore) / options.seconds
    if (firstError !== undefined) bench.say(`${errors} documents failed, first: ${firstError}`)
    await untilRolledUp(stack, bench)
    stop.abort()
    const visibleAt = (await watching).slice(known)
    const lags = acknowledgedAt.map((at, n) => Math.max(0, (visibleAt[n] ?? Number.NaN) - at))
    return { lags, acknowledged: latencies, commits: await committing, cpu, errors }
  } finally {
    stop.abort()
    await background
  }
}

function cpuOfPrograms({ pids }: Stack): number {
  return cpuSeconds(pids.api) + cpuSeconds(pids.worker)
}

async function sendOne(stack: Stack, document: Buffer): Promise<void> {
  const answer = await upload({
    url: `${stack.url}/ingest/matches?source=riot`,
    headers: {
      authorization: `Bearer ${stack.token}`,
      'content-type': 'application/json',
      'content-length': String(document.length),
    },
    body: [document],
  })
  const report: { accepted: number } = JSON.parse(answer)
  if (report.accepted !== 1) throw new Error(answer)
}

/** When the n-th match was first counted, by n from 0: looks until it is told to stop, and once more then. */
async function watch(stack: Stack, signal: AbortSignal): Promise<readonly number[]> {
  const seenAt: number[] = []
  for (let last = false; !last; ) {
    last = signal.aborted
    // An answer that fails shows nothing new; the look after the end must succeed.
    const shown = await matchesShown(stack).catch((error) => (last ? Promise.reject(error) : 0))
    const now = performance.now()
    while (seenAt.length < shown) seenAt.push(now)
    if (!last) await sleep(GRAIN_MS)
  }
  return seenAt
}

async function matchesShown(stack: Stack): Promise<number> {
  const body = await get(queryUrl(stack.url, 'stats.agents', { queue: 'competitive' }))
  const shown = /"matches":(\d+),"updatedAt"/.exec(body)?.[1]
  if (shown === undefined) throw new Error(`stats.agents says no number: ${body.slice(0, 200)}`)
  return Number(shown)
}

/** Commits a row, then looks for it on another connection, until told to stop. */
async function timeCommits(stack: Stack, signal: AbortSignal): Promise<readonly number[]> {
  const { db } = stack.infra
  const lags: number[] = []
  await sql`truncate bench_commit`.execute(db)
  for (let id = 0; !signal.aborted; id++) {
    await sql`insert into bench_commit values (${id})`.execute(db)
    const committed = performance.now()
    for (let found = 0; found === 0; ) {
      await sleep(GRAIN_MS)
      found = (await sql`select from bench_commit where id = ${id}`.execute(db)).rows.length
    }
    lags.push(performance.now() - committed)
    await sleep(100)
  }
  return lags
}

function figuresOf(runs: readonly Run[]): Figure[] {
  const shares = [
    ['p50', median],
    ['p99', (values: readonly number[]) => percentile(values, 0.99)],
  ] as const
  const target = { of: 'value', is: '<=', bound: 1_000 } as const
  return [
    ...shares.map(([share, of]) => ({
      name: `acknowledged to visible, ${share}`,
      unit: 'ms',
      values: runs.map((run) => of(run.lags)),
      floor: { name: 'commit to read', values: runs.map((run) => of(run.commits)) },
      ...(share === 'p99' ? { target } : {}),
    })),
    ...shares.map(([share, of]) => ({
      name: `due to acknowledged, ${share}`,
      unit: 'ms',
      values: runs.map((run) => of(run.acknowledged)),
    })),
    { name: 'CPU of API and worker', unit: 'cores', values: runs.map((run) => run.cpu) },
    {
      name: 'not acknowledged, worst run',
      unit: 'documents',
      values: [Math.max(...runs.map((run) => run.errors))],
      target: { of: 'value', is: '<=', bound: 0 },
    },
  ]
}
