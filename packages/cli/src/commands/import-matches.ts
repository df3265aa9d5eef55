import { resolve } from 'node:path'
import { GAME } from '@loadout/infra'
import { Command, Option } from 'commander'
import { httpUrl } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { readHome, readWorkingDirectory } from '../env.ts'
import { EXIT } from '../exit-codes.ts'
import { plural } from '../format.ts'
import { findFiles } from '../import/find-files.ts'
import { httpTarget } from '../import/http-target.ts'
import { databaseTarget, type IngestTarget, type Source } from '../import/ingest-target.ts'
import { type Journal, noJournal, openJournal } from '../import/journal.ts'
import { type MatchFile, STDIN } from '../import/match-file.ts'
import { showProgress } from '../import/progress.ts'
import { runImport } from '../import/run-import.ts'
import { importSummary } from '../import/summary.ts'
import { createTally, type Tally } from '../import/tally.ts'
import { readEnv } from '../read-env.ts'
import { stopSignal } from '../stop-signal.ts'
import { surroundings } from '../surroundings.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface ImportOptions {
  readonly source: Source
  readonly url?: string
  readonly key?: string
  readonly restart?: true
  readonly strict?: true
}

export function importMatchesCommand(): Command {
  const sources = ['auto', ...GAME.sources.map(({ name }) => name)]
  return new Command('matches')
    .description(
      'Take in match documents: JSON (a document a file) or NDJSON (a document a line), plain, gzip or zstd.\n' +
        'Interrupted, it goes on when the same command is given again; sending a match twice changes nothing.',
    )
    .argument('<path...>', 'files, directories, globs, or - for standard input')
    .addOption(new Option('--source <name>', 'which shape').choices(sources).default('auto'))
    .option('--url <url>', "another server's address, instead of this database", httpUrl)
    .option('--key <token>', 'API key for --url, with the scope matches:write')
    .option('--restart', 'begin again, whatever an interrupted import has done')
    .option('--strict', `exit with ${EXIT.quarantined} when a document was quarantined`)
    .action(runImportMatches)
}

async function runImportMatches(paths: readonly string[], options: ImportOptions): Promise<void> {
  const cwd = readWorkingDirectory()
  const files = await filesOf(paths, cwd)
  surroundings().exitCode = await withTarget(options, async (target) => {
    const journal = paths.includes(STDIN)
      ? noJournal
      : await openJournal({
          home: readHome(),
          identity: [target.identity, options.source, ...paths.map((path) => resolve(cwd, path))],
          restart: options.restart === true,
        })
    const { tally, interrupted } = await importAll(target, journal, files)
    return exitCodeOf(tally, { interrupted, strict: options.strict === true })
  })
}

async function filesOf(paths: readonly string[], cwd: string): Promise<readonly MatchFile[]> {
  if (!paths.includes(STDIN)) return findFiles(paths, cwd)
  if (paths.length > 1) throw new CliError('- stands alone', { exitCode: EXIT.usage })
  return [{ path: STDIN, origin: 'stdin', format: 'ndjson', bytes: 0, modifiedMs: 0 }]
}

async function withTarget<Result>(
  { url, key, source }: ImportOptions,
  work: (target: IngestTarget) => Promise<Result>,
): Promise<Result> {
  if ((url === undefined) !== (key === undefined)) {
    throw new CliError('--url and --key go together', { exitCode: EXIT.usage })
  }
  if (url !== undefined && key !== undefined) return work(httpTarget({ url, key, source }))
  const env = readEnv()
  const { host, pathname } = new URL(env.config.DATABASE_URL)
  return withServices((ctx) => work(databaseTarget(ctx, `${host}${pathname}`, source)), env)
}

async function importAll(
  target: IngestTarget,
  journal: Journal,
  files: readonly MatchFile[],
): Promise<{ readonly tally: Tally; readonly interrupted: boolean }> {
  const tally = createTally()
  const pending = files.filter((file) => journal.progressOf(file) !== 'done')
  if (pending.length < files.length) {
    tell(
      `Going on: ${plural(files.length - pending.length, 'file')} of ${files.length} done before.`,
    )
  }
  const startedAt = performance.now()
  const endProgress = showProgress(tally, bytesLeft(journal, pending))
  const stop = stopSignal(() => tell('\nStopping after the current batch ...'))
  try {
    await runImport({ target, journal, tally, signal: stop.signal }, pending)
  } finally {
    endProgress()
    stop.release()
  }
  const interrupted = stop.signal.aborted && tally.files + tally.unreadable.length < pending.length
  print(importSummary(tally, (performance.now() - startedAt) / 1000))
  if (interrupted) tell('Interrupted. Give the same command again to go on.')
  else await journal.finish()
  return { tally, interrupted }
}

function bytesLeft(journal: Journal, files: readonly MatchFile[]): number | null {
  if (files.some(({ path }) => path === STDIN)) return null
  return files.reduce((sum, file) => {
    const progress = journal.progressOf(file)
    return sum + file.bytes - (progress === 'done' ? file.bytes : progress.offset)
  }, 0)
}

/** Documents that were not counted are kept and can be looked at: by themselves they are no failure. */
function exitCodeOf(
  { counts, unreadable }: Tally,
  how: { readonly interrupted: boolean; readonly strict: boolean },
): number {
  if (how.interrupted) return EXIT.interrupted
  if (unreadable.length > 0) return EXIT.failure
  if (counts.excluded + counts.quarantined > 0) {
    tell('`npm run loadout -- quarantine list` shows them again.')
  }
  return how.strict && counts.quarantined > 0 ? EXIT.quarantined : 0
}
