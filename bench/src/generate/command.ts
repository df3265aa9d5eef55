import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { table } from '../harness/table.ts'
import { type Expectation, quarantinedOf, sumExpectations } from './atelier/expectation.ts'
import { type Expectations, writeAtelier } from './atelier/write-atelier.ts'
import { writeGames } from './write-games.ts'

export const GENERATE_USAGE = `generate atelier [--scale 0.1] [--seed text] [--out folder]   CSV files of a shop, and what must load of them
  generate games [--pages 10000] [--seed text] [--out file]     store pages for \`loadout import games\`, as NDJSON`

interface Context {
  readonly root: string
  /** What relative paths are relative to. */
  readonly cwd: string
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

interface Wanted {
  readonly what: 'atelier' | 'games'
  readonly scale: number
  readonly pages: number
  readonly seed: string
  readonly out: string | null
}

/** `npm run bench -- generate ...`. Throws RangeError or TypeError for arguments it does not know. */
export async function generate(args: readonly string[], context: Context): Promise<string> {
  const wanted = readArguments(args)
  return wanted.what === 'games' ? generateGames(wanted, context) : generateAtelier(wanted, context)
}

async function generateGames(
  { pages, seed, out }: Wanted,
  { root, cwd, signal }: Context,
): Promise<string> {
  const path =
    out === null ? join(root, '.loadout/bench', `games-${pages}.ndjson`) : resolve(cwd, out)
  await writeGames({ path, pages, seed, signal })
  return `${pages.toLocaleString('en')} pages, ${path}\n`
}

async function generateAtelier(
  { scale, seed, out }: Wanted,
  { root, cwd, signal, say }: Context,
): Promise<string> {
  const dir = out === null ? join(root, '.loadout/bench', `atelier-${scale}`) : resolve(cwd, out)
  const started = performance.now()
  const expected = await writeAtelier({
    ...{ dir, scale, seed, signal },
    onFile: (name, { rows }) => say(`${name}.csv: ${rows.toLocaleString('en')} rows`),
  })
  const seconds = (performance.now() - started) / 1_000
  return `${expectationTable(expected)}\n\n${dir}, in ${seconds.toFixed(1)} s\n`
}

export function readArguments(args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      scale: { type: 'string', default: '0.1' },
      pages: { type: 'string', default: '10000' },
      seed: { type: 'string', default: 'loadout' },
      out: { type: 'string' },
    },
  })
  const what = positionals.join(' ')
  if (what !== 'atelier' && what !== 'games') throw new RangeError(`usage: ${GENERATE_USAGE}`)
  const scale = Number(values.scale)
  if (!(scale > 0 && scale <= 1)) throw new RangeError('--scale must be above 0 and at most 1')
  const pages = Number(values.pages)
  if (!(Number.isInteger(pages) && pages >= 1 && pages <= 1_000_000)) {
    throw new RangeError('--pages must be a whole number from 1 to 1000000')
  }
  return { what, scale, pages, seed: values.seed, out: values.out ?? null }
}

/** One line per file: what must load, and what must not, by code. */
export function expectationTable(expected: Expectations): string {
  const files = Object.entries(expected).map(([name, one]) => [`${name}.csv`, one] as const)
  const total = sumExpectations(files.map(([, one]) => one))
  const codes = Object.keys(total.quarantined).toSorted()
  const line = (name: string, one: Expectation) => [
    name,
    ...[one.rows, one.loads, quarantinedOf(one)].map(format),
    ...codes.map((code) => format(one.quarantined[code] ?? 0)),
    format(one.adjusted),
  ]
  const head = ['file', 'rows', 'loads', 'quarantined', ...codes, 'adjusted']
  return table([head, ...files.map(([name, one]) => line(name, one)), line('total', total)])
}

function format(count: number): string {
  return count.toLocaleString('en')
}
