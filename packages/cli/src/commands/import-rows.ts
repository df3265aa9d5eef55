import type { ImportSource } from '@loadout/core'
import { type ImportFilesReport, importFiles, importsContract } from '@loadout/core/imports'
import { Command } from 'commander'
import { readWorkingDirectory } from '../env.ts'
import { EXIT } from '../exit-codes.ts'
import { findSources } from '../import/find-sources.ts'
import { showRows } from '../import/rows-progress.ts'
import { rowsReport } from '../import/rows-report.ts'
import { stopSignal } from '../stop-signal.ts'
import { surroundings } from '../surroundings.ts'
import { print, tell } from '../terminal.ts'
import { type CliContext, withServices } from '../with-services.ts'

interface Options {
  readonly dryRun?: true
  readonly restart?: true
  readonly strict?: true
  readonly json?: true
}

type Kind = importsContract.ImportKind

const WHAT: Readonly<Record<Kind, string>> = {
  products: 'products with their features, styles, photos, stock, related products and carts',
  reviews: 'reviews with their photos and characteristics',
  questions: 'questions and answers with their photos',
  games: 'games: the Steam data set, Wikipedia lists, or store documents',
}

/** `import products`, `reviews`, `questions`, `games`, and `atelier` for all that is not games. */
export function importRowsCommands(): readonly Command[] {
  const kinds = Object.keys(importsContract.IMPORT_KINDS).filter(isKind)
  return [
    ...kinds.map((kind) => importCommand(kind, kind, WHAT[kind])),
    importCommand('atelier', null, 'every file of an Atelier set, each after those it builds on'),
  ]
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(importsContract.IMPORT_KINDS, name)
}

function importCommand(name: string, kind: Kind | null, what: string): Command {
  return new Command(name)
    .description(
      `Take in ${what}. CSV or NDJSON, plain, gzip or zstd.\n` +
        'Interrupted, it goes on when the same command is given again; the same file twice changes nothing.',
    )
    .argument('<path...>', 'files, folders, or - for standard input')
    .option('--dry-run', 'only count what would become of each row')
    .option('--restart', 'begin again, whatever an interrupted import has done')
    .option('--strict', `exit with ${EXIT.quarantined} when a row was quarantined`)
    .option('--json', 'one JSON object for each file')
    .action((paths: readonly string[], options: Options) => run(kind, paths, options))
}

async function run(kind: Kind | null, paths: readonly string[], options: Options): Promise<void> {
  const sources = await findSources(paths, readWorkingDirectory())
  const startedAt = performance.now()
  const report = await withServices((ctx) => importAll(ctx, { sources, kind, options }))
  if (options.json === true) for (const one of report.runs) print(JSON.stringify(one))
  else print(rowsReport(report, (performance.now() - startedAt) / 1000))
  surroundings().exitCode = exitCodeOf(report, {
    files: sources.length,
    strict: options.strict === true,
  })
}

interface Request {
  readonly sources: readonly ImportSource[]
  readonly kind: Kind | null
  readonly options: Options
}

async function importAll(
  ctx: CliContext,
  { sources, kind, options }: Request,
): Promise<ImportFilesReport> {
  const progress = showRows(totalOf(sources))
  const stop = stopSignal(() => tell('\nStopping after the current batch ...'))
  try {
    return await importFiles(
      { ...ctx, signal: stop.signal },
      {
        sources,
        kind,
        dryRun: options.dryRun === true,
        restart: options.restart === true,
        onFile: ({ name }) => progress.next(name),
        onProgress: progress.update,
      },
    )
  } finally {
    progress.end()
    stop.release()
  }
}

function totalOf(sources: readonly ImportSource[]): number | null {
  return sources.reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  )
}

/** Rows that were not taken are kept and can be looked at: by themselves they are no failure. */
function exitCodeOf(
  { runs, skipped }: ImportFilesReport,
  { files, strict }: { readonly files: number; readonly strict: boolean },
): number {
  const done = runs.filter(({ state }) => state === 'done').length
  if (done + skipped.length < files) {
    tell('Interrupted. Give the same command again to go on.')
    return EXIT.interrupted
  }
  const quarantined = runs.filter((one) => one.quarantined > 0)
  if (quarantined.length > 0) {
    tell(`\`npm run loadout -- imports rejects ${quarantined[0]?.id}\` shows those of an import.`)
  }
  return strict && quarantined.length > 0 ? EXIT.quarantined : 0
}
