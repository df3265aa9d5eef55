import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { applyExceptions } from './apply-exceptions.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { type Finding, formatFinding, type Gate, type Metric } from './gate.ts'
import { biome } from './gates/biome.ts'
import { boundaries } from './gates/boundaries.ts'
import { budgets } from './gates/budgets.ts'
import { cycles } from './gates/cycles.ts'
import { docs } from './gates/docs.ts'
import { habits } from './gates/habits.ts'
import { licences } from './gates/licences.ts'
import { supply } from './gates/supply.ts'
import { types } from './gates/types.ts'
import { loadRepo, type Repo } from './repo.ts'

const GATES: readonly Gate[] = [
  biome,
  boundaries,
  cycles,
  budgets,
  supply,
  licences,
  docs,
  habits,
  types,
]

const USAGE = `Usage: check [--only <gate>]... [--verbose]
Gates: ${GATES.map(({ name }) => name).join(', ')}
`

/** Runs the gates one after the other and returns the process' exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      verbose: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.filter((name) => !GATES.some((gate) => gate.name === name))
  if (unknown.length > 0) {
    process.stderr.write(`No gate is called ${unknown.join(', ')}.\n${USAGE}`)
    return 2
  }
  const selected = GATES.filter(
    ({ name }) => values.only.length === 0 || values.only.includes(name),
  )
  const repo = await loadRepo(join(import.meta.dirname, '../..'))
  let count = 0
  for (const gate of selected) count += await runGate(gate, repo, values.verbose)
  return count === 0 ? 0 : 1
}

/** Prints one gate's line, findings and table; returns how many findings there are. */
async function runGate(gate: Gate, repo: Repo, verbose: boolean): Promise<number> {
  const start = performance.now()
  const report = await gate.check(repo)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const findings = applyExceptions(gate.name, report.findings, EXCEPTIONS)
  const verdict = findings.length === 0 ? 'ok    ' : 'failed'
  process.stdout.write(`${verdict}  ${gate.name.padEnd(10)}  ${seconds.padStart(5)} s\n`)
  process.stdout.write(
    findings
      .toSorted(byPlace)
      .map((f) => `  ${formatFinding(f)}\n`)
      .join(''),
  )
  const isWanted = gate === budgets || verbose
  if (isWanted) process.stdout.write((report.metrics ?? []).map(formatMetric).join(''))
  return findings.length
}

function byPlace(a: Finding, b: Finding): number {
  return a.path.localeCompare(b.path) || (a.line ?? 0) - (b.line ?? 0)
}

function formatMetric({ name, measured, budget }: Metric): string {
  return `  ${name.padEnd(32)}${measured.padStart(8)}  ${budget}\n`
}

process.exitCode = await main(process.argv.slice(2))
