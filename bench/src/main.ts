import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from './env.ts'
import { GENERATE_USAGE, generate } from './generate/command.ts'
import { closeConnections } from './harness/http.ts'
import { currentLoad, describeMachine } from './harness/machine.ts'
import { type Report, renderReport, serialiseReport } from './harness/report.ts'
import type { Bench, Scenario } from './harness/scenario.ts'
import { atelier } from './scenarios/atelier.ts'
import { disk } from './scenarios/disk.ts'
import { feed } from './scenarios/feed.ts'
import { freshness } from './scenarios/freshness.ts'
import { importRows } from './scenarios/import.ts'
import { ingest } from './scenarios/ingest.ts'
import { live } from './scenarios/live.ts'
import { memory } from './scenarios/memory.ts'
import { parse } from './scenarios/parse.ts'
import { playerPages } from './scenarios/player-pages.ts'
import { rebuild } from './scenarios/rebuild.ts'
import { roleBoard } from './scenarios/role-board.ts'
import { rollup } from './scenarios/rollup.ts'
import { search } from './scenarios/search.ts'
import { sessions } from './scenarios/sessions.ts'
import { start } from './scenarios/start.ts'
import { statsPages } from './scenarios/stats-pages.ts'
import { storePage } from './scenarios/store-page.ts'

/**
 * `npm run bench [name ...]`: the named scenarios one after the other, or all of them. Tables go to standard
 * output, the same as JSON to .loadout/bench/<name>.json. A missed target is reported, not an error: what
 * else the machine does decides as well. `npm run bench -- generate atelier` writes test data instead.
 */

const SCENARIOS: readonly Scenario[] = [
  ...[parse, ingest, freshness, memory, roleBoard, start],
  ...[rollup, rebuild, statsPages, playerPages, disk],
  ...[storePage, atelier, importRows, search, feed, sessions, live],
]

const root = join(import.meta.dirname, '../..')
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort(new Error('stopped')))
}
// Nothing may end this process before what it started is stopped and removed.
for (const problem of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(problem, (error: unknown) => stopping.abort(error))
}
process.on('disconnect', () => stopping.abort(new Error('stopped')))
process.channel?.unref()

process.exitCode = await main(process.argv.slice(2))
process.exit()

async function main(names: readonly string[]): Promise<number> {
  if (names[0] === 'generate') return runGenerate(names.slice(1))
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name))
  if (unknown.length > 0) return usage(`There is no benchmark ${unknown.join(', ')}.`)
  const chosen = SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name))
  let failures = 0
  for (const scenario of chosen) {
    if (stopping.signal.aborted) break
    try {
      await runOne(scenario)
    } catch (error) {
      failures += 1
      say(`${scenario.name} failed: ${error instanceof Error ? error.stack : error}`)
    }
  }
  closeConnections()
  return failures === 0 ? 0 : 1
}

async function runGenerate(args: readonly string[]): Promise<number> {
  try {
    const context = { root, cwd: process.cwd(), signal: stopping.signal, say }
    process.stdout.write(await generate(args, context))
    return 0
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return error instanceof RangeError || error instanceof TypeError ? 2 : 1
  }
}

async function runOne(scenario: Scenario): Promise<void> {
  const results = join(root, '.loadout/bench')
  mkdirSync(results, { recursive: true })
  const env = readEnv()
  const bench: Bench = {
    env,
    root,
    dir: mkdtempSync(join(tmpdir(), `loadout-bench-${scenario.name}-`)),
    profileDir: env.profile ? join(results, `${scenario.name}-profiles`) : null,
    signal: stopping.signal,
    say: (line) => say(`[${scenario.name}] ${line}`),
  }
  const load = currentLoad()
  const startedAt = new Date().toISOString()
  try {
    const result = await scenario.run(bench)
    const machine = describeMachine(root, load)
    const report: Report = { scenario: scenario.name, startedAt, machine, ...result }
    process.stdout.write(renderReport(report))
    writeFileSync(join(results, `${scenario.name}.json`), serialiseReport(report))
  } finally {
    rmSync(bench.dir, { recursive: true, force: true })
  }
}

function usage(problem: string): number {
  const list = SCENARIOS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`)
  say([problem, 'Benchmarks:', ...list, 'Data:', `  ${GENERATE_USAGE}`].join('\n'))
  return 2
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
