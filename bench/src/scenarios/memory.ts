import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startChild } from '../harness/child.ts'
import { lines, type RawText, templateDocument } from '../harness/documents.ts'
import { startFloorServer } from '../harness/floor-server.ts'
import { upload } from '../harness/http.ts'
import { peakUntilExit } from '../harness/peak-memory.ts'
import { peakMemoryMb } from '../harness/process-usage.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { untilRolledUp } from '../harness/visible.ts'

const DOCUMENTS = 5_000
const LIMIT_MB = 400
const PATIENCE_MS = 300_000

export const memory: Scenario = {
  name: 'memory',
  summary: 'importing 5,000 documents: every process under 400 MB',
  async run(bench) {
    const template = templateDocument(bench.root)
    const count = scaled(bench, DOCUMENTS)
    await using stack = await startStack(bench)
    const idle = peaksOf(stack)
    const bare = await bareUpload(bench, template, count)
    await importOverHttp(stack, template, count)
    await untilRolledUp(stack, { signal: bench.signal, withinMs: PATIENCE_MS })
    const overHttp = peaksOf(stack)
    bench.say(`over HTTP: API ${overHttp.api.toFixed(0)} MB`)
    const cli = await importWithCli(bench, stack, { template, count })
    await untilRolledUp(stack, { signal: bench.signal, withinMs: PATIENCE_MS })
    const atEnd = peaksOf(stack)
    const floor = { name: 'bare server', values: [bare] }
    return {
      figures: [
        peak('API, after an upload', overHttp.api, { name: 'API at rest', values: [idle.api] }),
        peak('worker, after both', atEnd.worker, { name: 'worker at rest', values: [idle.worker] }),
        peak('loadout import matches', cli, floor),
      ],
      notes: [
        `${count} documents of ${Math.round(template.text.length / 1_000)} KB in one upload, then as many others from an NDJSON file with the CLI.`,
        'Peak resident set (VmHWM) from the start of a process; one run, because a peak is a maximum already.',
        `A bare server that read the same upload peaked at ${bare.toFixed(0)} MB.`,
      ],
    }
  },
}

function peak(name: string, megabytes: number, floor: NonNullable<Figure['floor']>): Figure {
  const target = { of: 'value', is: '<=', bound: LIMIT_MB } as const
  return { name, unit: 'MB', values: [megabytes], floor, target }
}

function peaksOf({ pids }: Stack): { readonly api: number; readonly worker: number } {
  return { api: peakMemoryMb(pids.api), worker: peakMemoryMb(pids.worker) }
}

async function bareUpload(bench: Bench, template: RawText, count: number): Promise<number> {
  await using floor = await startFloorServer(bench)
  await upload({ url: floor.url, headers: {}, body: lines(template, count, 'http') })
  return peakMemoryMb(floor.pid)
}

async function importOverHttp(stack: Stack, template: RawText, count: number): Promise<void> {
  const answer = await upload({
    url: `${stack.url}/ingest/matches?source=riot`,
    headers: {
      authorization: `Bearer ${stack.token}`,
      'content-type': 'application/x-ndjson',
    },
    body: lines(template, count, 'http'),
  })
  const report: { accepted: number } = JSON.parse(answer)
  if (report.accepted !== count) throw new Error(`accepted only ${report.accepted} documents`)
}

/** Returns the peak of the CLI's process, MB. */
async function importWithCli(
  bench: Bench,
  stack: Stack,
  documents: { readonly template: RawText; readonly count: number },
): Promise<number> {
  const file = join(bench.dir, 'matches.ndjson')
  const { template, count } = documents
  await pipeline(Readable.from(lines(template, count, 'cli')), createWriteStream(file))
  const logFile = join(bench.dir, 'cli.log')
  await using cli = startChild({
    entry: join(bench.root, 'packages/cli/src/main.ts'),
    args: ['import', 'matches', file, '--source', 'riot'],
    env: stack.env,
    logFile,
    profileDir: stack.profileDir,
  })
  const stop = () => void cli.stop()
  bench.signal.addEventListener('abort', stop)
  const peaked = await peakUntilExit(cli)
  bench.signal.removeEventListener('abort', stop)
  const code = await cli.exited
  if (code !== 0)
    throw new Error(`the import ended with ${code}:\n${readFileSync(logFile, 'utf8')}`)
  return peaked
}
