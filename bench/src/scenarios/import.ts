import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLI_FLAGS } from '../../../scripts/start/node-flags.ts'
import { ATELIER_FILE_NAMES, type AtelierFileName } from '../generate/atelier/atelier-files.ts'
import { sumExpectations } from '../generate/atelier/expectation.ts'
import { type Expectations, writeAtelier } from '../generate/atelier/write-atelier.ts'
import { type Child, startChild } from '../harness/child.ts'
import { createDatabase, onDatabase } from '../harness/databases.ts'
import { shopScale } from '../harness/fill-shop.ts'
import { inRuns } from '../harness/in-runs.ts'
import { peakUntilExit } from '../harness/peak-memory.ts'
import {
  type CleanFiles,
  type Copied,
  copyClean,
  countLoaded,
  removeClean,
  writeClean,
} from '../harness/plain-copy.ts'
import type { Figure } from '../harness/report.ts'
import type { Bench, Scenario } from '../harness/scenario.ts'
import { type Services, startServices } from '../harness/services.ts'

const SHARE = 0.6
const MEMORY_MB = 300
/** Of all rows: where the process is killed in the run that is about that. */
const KILLED_AT = 0.4

export const importRows: Scenario = {
  name: 'import',
  summary: 'a tenth of the Atelier set: >= 60 % of plain COPY, below 300 MB, exact after kill -9',
  async run(bench) {
    const dir = join(bench.dir, 'files')
    const { signal } = bench
    const expected = await writeAtelier({ dir, scale: shopScale(bench), seed: 'bench', signal })
    await using services = await startServices(bench)
    const site: Site = { bench, services, dir, expected }
    const runs = await inRuns(
      bench,
      () => measure(site),
      ({ seconds, peakMb }) => `${seconds.toFixed(0)} s, ${peakMb.toFixed(0)} MB`,
    )
    const killed = await importKilled(site)
    const { rows, loads } = sumExpectations(Object.values(expected))
    return {
      figures: [...figuresOf(runs, { rows, loads }), ...exactFigures(runs, killed)],
      notes: [
        `${rows.toLocaleString('en')} rows in ${ATELIER_FILE_NAMES.length} files, of which ${loads.toLocaleString('en')} must load, by \`loadout import atelier\` into an empty database.`,
        'The floor: the rows that were loaded, clean and in order, by one COPY a file that the server reads itself, into the same',
        'tables with all their indexes and constraints; what an import counts, compares and keeps besides is not in it.',
        'Off: differences between what was counted or stands in a table and what the generator says.',
        `Killed: kill -9 after ${100 * KILLED_AT} % of the rows, then the same command again.`,
      ],
    }
  },
}

interface Site {
  readonly bench: Bench
  readonly services: Services
  readonly dir: string
  readonly expected: Expectations
}

interface Run {
  /** Of the whole command. */
  readonly seconds: number
  readonly peakMb: number
  readonly off: number
  readonly files: ReadonlyMap<AtelierFileName, Copied>
  readonly floor: ReadonlyMap<AtelierFileName, Copied>
}

async function measure(site: Site): Promise<Run> {
  const { bench, services } = site
  const url = await freshDatabase(site, 'imported')
  const started = performance.now()
  await using child = startImport(site, url)
  const peakMb = await peakUntilExit(child)
  const seconds = (performance.now() - started) / 1_000
  await succeeded(site, child, 'import')
  const off = await countOff(site, url)
  const files = await timesOf(url)
  const clean: CleanFiles = { dir: join(bench.dir, 'postgres/data') }
  await writeClean(url, clean)
  const floor = await copyClean(await freshDatabase(site, 'copied'), clean)
  removeClean(clean)
  await createDatabase(services, 'copied')
  return { seconds, peakMb, off, files, floor }
}

async function freshDatabase(site: Site, name: string): Promise<string> {
  const url = await createDatabase(site.services, name)
  await using child = startCommand(site, url, ['migrate'])
  await succeeded(site, child, 'migrate')
  return url
}

function startImport(site: Site, url: string): Child {
  return startCommand(site, url, ['import', 'atelier', site.dir])
}

function startCommand({ bench, services }: Site, url: string, args: readonly string[]): Child {
  return startChild({
    entry: join(bench.root, 'packages/cli/src/main.ts'),
    args,
    flags: CLI_FLAGS,
    env: { ...bench.env.inherited, ...services.connections, DATABASE_URL: url },
    logFile: join(bench.dir, `${args[0]}.log`),
    profileDir: bench.profileDir,
  })
}

async function succeeded({ bench }: Site, child: Child, command: string): Promise<void> {
  if ((await child.exited) === 0) return
  throw new Error(readFileSync(join(bench.dir, `${command}.log`), 'utf8').slice(-2_000))
}

/** Of each file, as the database has it. */
async function timesOf(url: string): Promise<ReadonlyMap<AtelierFileName, Copied>> {
  const runs = await readRuns(url)
  return new Map(runs.map(({ dataset, rows, seconds }) => [dataset, { rows, seconds }] as const))
}

interface ImportRun {
  readonly dataset: AtelierFileName
  readonly rows: number
  /** Loaded by this command or found as they should be. */
  readonly taken: number
  readonly adjusted: number
  readonly codes: Readonly<Record<string, number>>
  readonly seconds: number
}

function readRuns(url: string): Promise<readonly ImportRun[]> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<ImportRun>(`
      select dataset, rows_read::integer as rows, (inserted + unchanged)::integer as taken, adjusted::integer, codes,
        extract(epoch from coalesce(finished_at, now()) - started_at)::double precision as seconds
      from import_run order by id
    `)
    return rows
  })
}

/**
 * Differences between what the generator says and what became of the rows, file by file and code by code. Of
 * several imports of a file the last one counts.
 */
async function countOff({ expected }: Site, url: string): Promise<number> {
  const runs = new Map((await readRuns(url)).map((run) => [run.dataset, run]))
  const loaded = await countLoaded(url)
  let off = 0
  for (const name of ATELIER_FILE_NAMES) {
    const { rows, loads, adjusted, quarantined } = expected[name]
    const run = runs.get(name)
    const codes = new Set([...Object.keys(quarantined), ...Object.keys(run?.codes ?? {})])
    off += Math.abs(rows - (run?.rows ?? 0)) + Math.abs(adjusted - (run?.adjusted ?? 0))
    off += Math.abs(loads - (run?.taken ?? 0)) + Math.abs(loads - (loaded.get(name) ?? 0))
    for (const code of codes) off += Math.abs((quarantined[code] ?? 0) - (run?.codes[code] ?? 0))
  }
  return off
}

/** What is off after the process was killed in the middle and the command was given again. */
async function importKilled(site: Site): Promise<number> {
  const { bench, expected } = site
  const url = await freshDatabase(site, 'imported')
  const { rows } = sumExpectations(Object.values(expected))
  {
    await using child = startImport(site, url)
    while ((await rowsSoFar(url)) < KILLED_AT * rows) {
      bench.signal.throwIfAborted()
      if (child.process.exitCode !== null) throw new Error('the import was over too soon')
      await sleep(20)
    }
    child.process.kill('SIGKILL')
    await child.exited
  }
  await using child = startImport(site, url)
  await succeeded(site, child, 'import')
  return countOff(site, url)
}

async function rowsSoFar(url: string): Promise<number> {
  return (await readRuns(url)).reduce((sum, run) => sum + run.rows, 0)
}

function figuresOf(
  runs: readonly Run[],
  total: { readonly rows: number; readonly loads: number },
): Figure[] {
  const rate = ({ rows, seconds }: Copied) => rows / seconds
  const copySeconds = ({ floor }: Run) =>
    [...floor.values()].reduce((sum, { seconds }) => sum + seconds, 0)
  const perFile = ATELIER_FILE_NAMES.map((name): Figure => {
    const of = (files: ReadonlyMap<AtelierFileName, Copied>) => {
      return rate(files.get(name) ?? { rows: Number.NaN, seconds: 1 })
    }
    return {
      ...{ name: `${name}.csv`, unit: 'rows/s' },
      values: runs.map(({ files }) => of(files)),
      floor: { name: 'COPY', values: runs.map(({ floor }) => of(floor)) },
    }
  })
  return [
    {
      ...{ name: 'all files', unit: 'rows/s' },
      values: runs.map(({ seconds }) => rate({ rows: total.rows, seconds })),
      floor: {
        name: 'COPY',
        values: runs.map((run) => rate({ rows: total.loads, seconds: copySeconds(run) })),
      },
      target: { of: 'ratio', is: '>=', bound: SHARE },
    },
    ...perFile,
    {
      ...{ name: 'largest resident set', unit: 'MB' },
      values: runs.map(({ peakMb }) => peakMb),
      target: { of: 'value', is: '<=', bound: MEMORY_MB },
    },
  ]
}

function exactFigures(runs: readonly Run[], killed: number): Figure[] {
  const target = { of: 'value', is: '<=', bound: 0 } as const
  return [
    { name: 'off', unit: 'rows', values: runs.map(({ off }) => off), target },
    { name: 'off, killed', unit: 'rows', values: [killed], target },
  ]
}
