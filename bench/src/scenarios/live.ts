import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { notify } from '@loadout/core/notifications'
import { sql } from 'kysely'
import { signAccessToken } from '../../../packages/core/src/accounts/tokens/access-token.ts'
import { startChild } from '../harness/child.ts'
import { fillPeople, fillSessions } from '../harness/fill-people.ts'
import { inRuns } from '../harness/in-runs.ts'
import { cpuSeconds, residentKb } from '../harness/process-usage.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { percentile } from '../harness/statistics.ts'
import { openStreams, type StreamReaders, streamRequest } from '../harness/stream-readers.ts'

/** Accounts, and streams of each. */
const PEOPLE = 400
const OF_EACH = 5
/** Each tells everybody one thing. */
const ROUNDS = 20
/** Told one after the other, to one person each. */
const SINGLE = 200
/** Told while nobody listens. */
const MISSED = 5

export const live: Scenario = {
  name: 'live',
  summary:
    'streams: CPU per delivery beside tRPC, memory of an idle one, commit to reader, all dropped at once',
  async run(bench) {
    const people = scaled(bench, PEOPLE)
    await using stack = await startStack(bench, async (infra) => {
      await fillPeople(infra, people)
      await fillSessions(infra, people)
    })
    await using peer = await startPeer(bench)
    const listeners = await listenersOf(stack)
    const first = await deliver(bench, stack, { listeners, peer })
    const runs = await inRuns(
      bench,
      () => deliver(bench, stack, { listeners, peer }),
      ({ own, stock, p50, resumed }) =>
        `${own.cpu.toFixed(1)} us a delivery (tRPC ${stock.cpu.toFixed(1)}), ${p50.toFixed(1)} ms to the reader, all back after ${resumed.toFixed(2)} s`,
    )
    return { figures: figuresOf(runs, first), notes: NOTES }
  },
}

interface Listener {
  readonly accountId: number
  readonly token: string
}

interface Deliveries {
  /** CPU time of the server per delivery, microseconds. */
  readonly cpu: number
  readonly perSecond: number
}

interface Run {
  readonly own: Deliveries
  readonly stock: Deliveries
  readonly bare: Deliveries
  /** Resident memory of the API per stream that was opened, KB. */
  readonly idle: number
  /** Commit to reader, milliseconds. */
  readonly p50: number
  readonly p99: number
  /** All streams cut at once: seconds until each has had what it missed. */
  readonly resumed: number
  /** Events that did not come, and those that came twice. */
  readonly wrong: number
  /** Streams that were answered 503 by then, and came again. */
  readonly refused: number
}

async function listenersOf({ infra }: Stack): Promise<readonly Listener[]> {
  const { rows } = await sql<{ id: string; account_id: number }>`
    select id, account_id from session order by account_id
  `.execute(infra.db)
  const issuedAt = Math.floor(Date.now() / 1_000)
  const accounts = { ...infra.accounts, accessTokenSeconds: 3_600 }
  return await Promise.all(
    rows.map(async ({ id: sessionId, account_id: accountId }) => {
      const claims = { accountId, sessionId, role: 'user', generation: 0, issuedAt } as const
      return { accountId, token: (await signAccessToken({ ...infra, accounts }, claims)).token }
    }),
  )
}

const pathOf = (lastEventId?: string) =>
  `/trpc/live.events?input=${encodeURIComponent(JSON.stringify({ channels: ['notifications'], lastEventId }))}`

async function deliver(
  bench: Bench,
  stack: Stack,
  { listeners, peer }: { readonly listeners: readonly Listener[]; readonly peer: Peer },
): Promise<Run> {
  const pid = stack.pids.api
  await sql`truncate notification`.execute(stack.infra.db)
  const owners = listeners.flatMap((one) => Array.from({ length: OF_EACH }, () => one))
  const request = ({ token }: Listener, lastEventId?: string) =>
    streamRequest(pathOf(lastEventId), { authorization: `Bearer ${token}` })
  const before = residentKb(pid)
  using streams = await openStreams(
    new URL(stack.url),
    owners.map((one) => request(one)),
  )
  await sleep(1_000)
  const idle = (residentKb(pid) - before) / owners.length
  const own = await rounds(bench, streams, { pid, tell: () => tellAll(stack) })
  const latencies = await single(bench, stack, streams, listeners)
  const counted = streams.counts()
  const lastIds = streams.lastIds()
  streams.drop()
  for (let n = 0; n < MISSED; n += 1) await tellAll(stack)
  await untilRelayed(stack)
  const started = performance.now()
  using back = await openStreams(
    new URL(stack.url),
    owners.map((one, index) => request(one, lastIds[index])),
    { firstEvents: MISSED },
  )
  const resumed = (performance.now() - started) / 1_000
  await sleep(200)
  const wrong = back.counts().reduce((sum, count) => sum + Math.abs(count - MISSED), 0)
  const refused = back.refused()
  back.drop()
  if (counted.some((count) => count < 2)) throw new Error('a stream has heard nothing')
  const peers = await besidePeers(bench, peer, owners.length)
  return {
    ...{ own, ...peers, idle, resumed, wrong, refused },
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  }
}

/** Tells all streams so often that what it costs can be told. */
async function rounds(
  bench: Bench,
  streams: StreamReaders,
  { pid, tell }: { readonly pid: number; readonly tell: () => Promise<void> | void },
): Promise<Deliveries> {
  const each = streams.counts().length
  const [cpuBefore, started, before] = [cpuSeconds(pid), performance.now(), streams.total()]
  const count = scaled(bench, ROUNDS)
  for (let n = 1; n <= count; n += 1) {
    bench.signal.throwIfAborted()
    await tell()
    await streams.until(before + n * each)
  }
  const deliveries = count * each
  return {
    cpu: (1e6 * (cpuSeconds(pid) - cpuBefore)) / deliveries,
    perSecond: (1e3 * deliveries) / (performance.now() - started),
  }
}

/** As `notify` does it, for everybody in one statement. */
async function tellAll({ infra }: Stack): Promise<void> {
  await sql`
    with told as (
      insert into notification (account_id, kind, detail)
      select account_id, ${NEWS.kind}, ${JSON.stringify(NEWS.detail)}::jsonb from credential
      returning id, account_id
    )
    insert into event (channel, payload)
    select 'notifications:' || account_id, jsonb_build_object('id', id) from told
  `.execute(infra.db)
}

const NEWS = {
  kind: 'moderation',
  detail: { status: 'hidden', cause: 'moderator', reason: 'It was about something else.' },
} as const

async function single(
  bench: Bench,
  { infra }: Stack,
  streams: StreamReaders,
  listeners: readonly Listener[],
): Promise<readonly number[]> {
  const latencies: number[] = []
  for (let n = 0; n < scaled(bench, SINGLE); n += 1) {
    const { accountId } = listeners[n % listeners.length] ?? { accountId: 0 }
    const before = streams.total()
    await infra.db.transaction().execute((tx) => notify(tx, { accountId, ...NEWS }))
    const committed = performance.now()
    await streams.until(before + OF_EACH)
    latencies.push(performance.now() - committed)
    // Not in step with the relay.
    await sleep((n * 7) % 23)
  }
  return latencies
}

async function untilRelayed({ infra }: Stack): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from event limit 1`.execute(infra.db)
    if (rows.length === 0) return
    await sleep(10)
  }
}

interface Peer extends AsyncDisposable {
  readonly url: URL
  readonly pid: number
  /** To all of its streams. */
  tell(event: object): void
}

async function startPeer(bench: Bench): Promise<Peer> {
  const child = startChild({
    entry: join(import.meta.dirname, '../harness/stream-peer-program.ts'),
    args: [bench.root],
    env: bench.env.inherited,
    logFile: join(bench.dir, 'stream-peer.log'),
  })
  const [port] = await once(child.process, 'message', { signal: AbortSignal.timeout(10_000) })
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    pid: child.pid,
    tell: (event) => void child.process.send(event),
    [Symbol.asyncDispose]: () => child.stop(),
  }
}

const EVENT = {
  ...{ type: 'notification', channel: 'notifications', unread: { unread: 20, more: false } },
  notification: {
    ...{ id: 12_345, count: 1, ...NEWS, subject: null, actor: null },
    ...{ notifiedAt: '2026-11-29T02:25:19.000Z', readAt: null },
  },
}

async function besidePeers(bench: Bench, peer: Peer, count: number) {
  const told = async (path: string) => {
    using streams = await openStreams(
      peer.url,
      Array.from({ length: count }, () => streamRequest(path)),
    )
    const tell = () => peer.tell(EVENT)
    const deliveries = await rounds(bench, streams, { pid: peer.pid, tell })
    streams.drop()
    await sleep(200)
    return deliveries
  }
  return { stock: await told('/trpc/events'), bare: await told('/bare') }
}

function figuresOf(runs: readonly Run[], first: Run): Figure[] {
  const of = (pick: (run: Run) => number) => runs.map(pick)
  return [
    {
      ...{ name: 'CPU of the API per delivery', unit: 'us' },
      values: of(({ own }) => own.cpu),
      floor: { name: "tRPC's own streams", values: of(({ stock }) => stock.cpu) },
      target: { of: 'ratio', is: '<=', bound: 0.5 },
    },
    {
      ...{ name: 'the same, beside bytes that are only written', unit: 'us' },
      values: of(({ own }) => own.cpu),
      floor: { name: 'node:http', values: of(({ bare }) => bare.cpu) },
    },
    {
      ...{ name: 'deliveries, from the commit on', unit: '/s' },
      values: of(({ own }) => own.perSecond),
      floor: { name: 'node:http', values: of(({ bare }) => bare.perSecond) },
    },
    {
      // Later ones use what these have given back.
      ...{ name: 'memory of the API per idle stream, of the first ones', unit: 'KB' },
      values: [first.idle],
      target: { of: 'value', is: '<=', bound: 20 },
    },
    {
      ...{ name: 'commit to reader, p50', unit: 'ms', values: of(({ p50 }) => p50) },
      target: { of: 'value', is: '<=', bound: 15 },
    },
    {
      ...{ name: 'commit to reader, p99', unit: 'ms', values: of(({ p99 }) => p99) },
      target: { of: 'value', is: '<=', bound: 80 },
    },
    {
      ...{ name: 'all cut at once: all have what they missed', unit: 's' },
      values: of(({ resumed }) => resumed),
      target: { of: 'value', is: '<=', bound: 10 },
    },
    {
      ...{ name: 'of them, told to come again', unit: '', values: of(({ refused }) => refused) },
    },
    {
      ...{ name: 'events lost or doubled by that', unit: '', values: of(({ wrong }) => wrong) },
      target: { of: 'value', is: '<=', bound: 0 },
    },
  ]
}

const NOTES: readonly string[] = [
  `${(PEOPLE * OF_EACH).toLocaleString('en')} streams: ${OF_EACH} of each of ${PEOPLE} accounts, over one connection each, read by this process.`,
  `Per delivery: ${ROUNDS} times everybody is told something of their own, which is committed, relayed by the worker, read from the database`,
  'and sent to the five streams of each. The peers are handed one ready event for all: they read nothing of any database.',
  `Commit to reader: one person at a time, ${SINGLE} times, until all five have it; nobody wakes the relay, which looks every 40 ms.`,
  `All cut at once: ${MISSED} events are told meanwhile, and all come back together with their last ids.`,
]
