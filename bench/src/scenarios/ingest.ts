import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import { copies, lines, type RawText, templateDocument } from '../harness/documents.ts'
import { startFloorServer } from '../harness/floor-server.ts'
import { upload } from '../harness/http.ts'
import { cpuSeconds } from '../harness/process-usage.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, RUNS, type Scenario, scaled } from '../harness/scenario.ts'
import { ROLES, type Role, type Stack, startStack } from '../harness/stack.ts'
import { untilRolledUp } from '../harness/visible.ts'

/** Documents per run: some seconds, long enough for the pipeline to be full most of the time. */
const DOCUMENTS = 1_000

const VARIANTS = ['plain', 'gzip'] as const
type Variant = (typeof VARIANTS)[number]

export const ingest: Scenario = {
  name: 'ingest',
  summary: 'POST /ingest/matches, all processes real: at least 250 documents/s until visible',
  async run(bench) {
    const template = templateDocument(bench.root)
    const count = scaled(bench, DOCUMENTS)
    await using stack = await startStack(bench)
    await using floor = await startFloorServer(bench)
    await send(stack, { template, count: Math.ceil(count / 5), variant: 'plain', seed: 'warm-up' })
    await untilRolledUp(stack, bench)
    const figures: Figure[] = []
    for (const variant of VARIANTS) {
      const runs: Run[] = []
      for (let index = 0; index < RUNS; index++) {
        bench.signal.throwIfAborted()
        const documents = { template, count, variant, seed: `${variant} ${index}` }
        runs.push(await measure(bench, { stack, floorUrl: floor.url, documents }))
        bench.say(`${variant}, run ${index + 1}: ${runs.at(-1)?.visible.toFixed(0)} documents/s`)
      }
      figures.push(...figuresOf(variant, runs))
    }
    return {
      figures,
      notes: [
        `${count} copies of a document of ${Math.round(template.text.length / 1_000)} KB per run, in one request;`,
        'the sender, PostgreSQL (fsync on) and Redis share the machine with API and worker.',
      ],
    }
  },
}

interface Documents {
  readonly template: RawText
  readonly count: number
  readonly variant: Variant
  readonly seed: string
}

/** Documents a second, and CPU milliseconds a document. */
interface Run {
  readonly accepted: number
  readonly visible: number
  readonly bareUpload: number
  readonly jsonParse: number
  readonly cpu: Readonly<Record<Role | 'sender', number>>
}

async function measure(
  bench: Bench,
  on: { readonly stack: Stack; readonly floorUrl: string; readonly documents: Documents },
): Promise<Run> {
  const { stack, documents } = on
  const { count } = documents
  const jsonParse = timeJsonParse(documents)
  const body = await bodyOf(documents)
  const bareStarted = performance.now()
  await upload({ url: on.floorUrl, headers: {}, body: body() })
  const bareUpload = count / seconds(bareStarted)

  const before = cpuOf(stack)
  const started = performance.now()
  await uploadTo(stack, documents.variant, body())
  const accepted = count / seconds(started)
  await untilRolledUp(stack, bench)
  const visible = count / seconds(started)
  const after = cpuOf(stack)
  const perDocument = (role: Role | 'sender') => ((after[role] - before[role]) * 1_000) / count
  return {
    ...{ accepted, visible, bareUpload, jsonParse },
    cpu: {
      api: perDocument('api'),
      worker: perDocument('worker'),
      postgres: perDocument('postgres'),
      redis: perDocument('redis'),
      sender: perDocument('sender'),
    },
  }
}

async function send(stack: Stack, documents: Documents): Promise<void> {
  const body = await bodyOf(documents)
  await uploadTo(stack, documents.variant, body())
}

/** Throws unless every document was accepted. */
async function uploadTo(stack: Stack, variant: Variant, body: Iterable<Uint8Array>): Promise<void> {
  const answer = await upload({
    url: `${stack.url}/ingest/matches?source=riot`,
    headers: {
      authorization: `Bearer ${stack.token}`,
      'content-type': 'application/x-ndjson',
      ...(variant === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
    },
    body,
  })
  const report: { duplicate: number; excluded: number; quarantined: number } = JSON.parse(answer)
  if (report.duplicate + report.excluded + report.quarantined > 0) {
    throw new Error(`not every document was accepted: ${answer.slice(0, 500)}`)
  }
}

/** Plain documents are made while they are sent (a copy costs little); gzip is done beforehand. */
async function bodyOf(documents: Documents): Promise<() => Iterable<Uint8Array>> {
  const { template, count, variant, seed } = documents
  if (variant === 'plain') return () => lines(template, count, seed)
  const zipped = await buffer(Readable.from(lines(template, count, seed)).pipe(createGzip()))
  return () => slices(zipped)
}

/** As a file would be read. */
function* slices(bytes: Buffer): Generator<Buffer> {
  const size = 64 * 1024
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Documents a second through bare JSON.parse on this core; making the copies is not counted. */
function timeJsonParse({ template, count, seed }: Documents): number {
  const sample = Math.min(count, 100)
  const texts = [...copies(template, sample, seed)].map((copy) => copy.toString('utf8'))
  const started = performance.now()
  for (const text of texts) JSON.parse(text)
  return sample / seconds(started)
}

function cpuOf(stack: Stack): Readonly<Record<Role | 'sender', number>> {
  const { user, system } = process.cpuUsage()
  return {
    api: cpuSeconds(stack.pids.api),
    worker: cpuSeconds(stack.pids.worker),
    postgres: cpuSeconds(stack.pids.postgres),
    redis: cpuSeconds(stack.pids.redis),
    sender: (user + system) / 1e6,
  }
}

function figuresOf(variant: Variant, runs: readonly Run[]): Figure[] {
  const jsonParse = {
    name: 'JSON.parse, one core',
    values: runs.map((run) => run.jsonParse),
  }
  const milliseconds = {
    name: 'JSON.parse',
    values: runs.map((run) => 1_000 / run.jsonParse),
  }
  return [
    {
      name: `${variant}: until visible`,
      unit: 'documents/s',
      values: runs.map((run) => run.visible),
      floor: jsonParse,
      target: { of: 'value', is: '>=', bound: 250 },
    },
    {
      name: `${variant}: until acknowledged`,
      unit: 'documents/s',
      values: runs.map((run) => run.accepted),
      floor: { name: 'bare upload', values: runs.map((run) => run.bareUpload) },
    },
    ...([...ROLES, 'sender'] as const).map((role) => ({
      name: `${variant}: CPU of ${role}`,
      unit: 'ms/document',
      values: runs.map((run) => run.cpu[role]),
      floor: milliseconds,
    })),
  ]
}

function seconds(started: number): number {
  return (performance.now() - started) / 1_000
}
