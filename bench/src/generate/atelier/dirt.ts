import type { Prng } from '@loadout/simulator'
import type { AtelierFile } from './atelier-files.ts'
import type { DirtKind } from './dirt-kinds.ts'

/** Far beyond every id that a full-size file has. */
const NOBODY = 90_000_000
const HUGE_PRICE = '500000000'

export type Cells = string[]

interface Spoiling {
  readonly file: AtelierFile
  readonly prng: Prng
  /** The row before, when it is there and nothing is wrong with it. */
  readonly previous: Cells | null
}

type Spoil = (cells: Cells, spoiling: Spoiling) => void

const SPOIL: Readonly<Partial<Record<DirtKind, Spoil>>> = {
  stray: (cells, { file, prng }) => {
    const filled = file.idsAndUrls.filter((column) => /^"?(?:\d|http)/.test(cells[column] ?? ''))
    addStray(cells, prng.pick(filled), prng)
  },
  hugePrice: (cells, { file }) => setCell(cells, file.price, HUGE_PRICE),
  secondDefault: (cells, { prng }) => setCell(cells, cells.length - 1, prng.pick(['1', 'true'])),
  multiLine: (cells, { file }) => breakLine(cells, file.multiLine ?? 0),
  repeatedPair: (cells, { previous }) => void cells.splice(1, 2, ...(previous ?? []).slice(1, 3)),
  repeatedLine: (cells, { previous }) => {
    cells.splice(1, 3, ...(previous ?? []).slice(1, 3), 'true')
  },
  brokenQuotes: (cells, { file }) => breakQuotes(cells, file.text ?? 0),
  shortRow: (cells) => void cells.pop(),
  zeroLink: (cells) => setCell(cells, 2, '0'),
  selfLink: (cells) => setCell(cells, 2, cells[1] ?? ''),
  unknownParent: (cells, { file, prng }) =>
    setCell(cells, file.parent, String(NOBODY + prng.int(1_000_000))),
  badValue: (cells, { file, prng }) => {
    const [column, ...values] = file.bad ?? []
    setCell(cells, column, prng.pick(values))
  },
}

/** Changes the cells of a row in the way that is asked for; kinds that concern further rows change nothing. */
export function spoil(cells: Cells, kind: DirtKind, spoiling: Spoiling): void {
  SPOIL[kind]?.(cells, spoiling)
}

function setCell(cells: Cells, column: number | undefined, value: string): void {
  if (column !== undefined) cells[column] = value
}

const STRAY_AT_IDS: readonly ((id: string) => string)[] = [
  (id) => `\\${id}`,
  (id) => `${id}|`,
  (id) => `|${id}|`,
  (id) => `${id}"`,
  (id) => `\\"${id}\\"`,
  (id) => `"${id}\\"`,
]

/** What stands between the quotes of a cell changes, or before its first one. */
const STRAY_AT_URLS: readonly ((url: string) => string)[] = [
  (url) => `"\\${url}"`,
  (url) => `"|${url}|"`,
  (url) => `"${url}\\"`,
  (url) => `\\"${url}\\"`,
  (url) => `"""${url}"""`,
]

function addStray(cells: Cells, column: number, prng: Prng): void {
  const cell = cells[column] ?? ''
  const isId = /^\d+$/.test(cell)
  const bare = cell.startsWith('"') ? cell.slice(1, -1) : cell
  cells[column] = prng.pick(isId ? STRAY_AT_IDS : STRAY_AT_URLS)(bare)
}

function breakQuotes(cells: Cells, column: number): void {
  const cell = cells[column] ?? ''
  cells[column] = cell.startsWith('"') ? cell.slice(0, -1) : `"${cell}`
}

/** Where the first space is; a text without one stays as it is. */
function breakLine(cells: Cells, column: number): void {
  const cell = cells[column] ?? ''
  const broken = cell.replace(' ', '\n')
  cells[column] = cell.startsWith('"') || broken === cell ? broken : `"${broken}"`
}
