import type { Prng } from '@loadout/simulator'
import type { AtelierFile } from './atelier-files.ts'

/** What can be wrong with a row. */
export const DIRT_KINDS = [
  ...['stray', 'hugePrice', 'multiLine', 'outOfOrder', 'repeatedPair', 'secondDefault'],
  ...['brokenQuotes', 'shortRow', 'badValue', 'zeroLink', 'selfLink', 'unknownParent'],
  ...['repeatedLine', 'duplicateId', 'secondChance'],
] as const satisfies readonly string[]

export type DirtKind =
  | 'stray' // `\`, `"` and `|` around an id or an address
  | 'hugePrice'
  | 'multiLine' // a text with a line break in it
  | 'outOfOrder' // after some rows with higher ids
  | 'repeatedPair' // the link of the row before once more, under its own id
  | 'secondDefault' // another style of the product is its default already
  | 'brokenQuotes' // an opening quote without its closing one
  | 'shortRow' // the last cell is missing
  | 'badValue'
  | 'zeroLink'
  | 'selfLink'
  | 'unknownParent' // an id that the parent's file does not have
  | 'repeatedLine' // of a cart: the session and product of the row before, where once is all there can be
  | 'duplicateId' // the row once more, under an id that is taken
  | 'secondChance' // a row with broken quotes or, without texts, of an unknown parent; then the id in order

/** Why rows are not loaded, by the names that the importer gives the reasons. */
export const CODES = {
  brokenQuotes: 'BROKEN_QUOTES',
  shortRow: 'WRONG_COLUMNS',
  badValue: 'INVALID_VALUE',
  zeroLink: 'UNKNOWN_PARENT',
  selfLink: 'SELF_LINK',
  unknownParent: 'UNKNOWN_PARENT',
  repeatedLine: 'DUPLICATE',
  duplicateId: 'DUPLICATE_ID',
} as const satisfies Partial<Record<DirtKind, string>>

export type Breaking = keyof typeof CODES

export function isBreaking(kind: DirtKind): kind is Breaking {
  return kind in CODES
}

/** Extra rows that one row with this dirt brings along. */
export const EXTRA_ROWS: Readonly<Partial<Record<DirtKind, number>>> = {
  duplicateId: 1,
  secondChance: 1,
}

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
