import type { Prng } from '@loadout/simulator'
import { ATELIER_FILES, type AtelierFile, type AtelierFileName, rowsAt } from './atelier-files.ts'
import { type Cells, spoil } from './dirt.ts'
import { type Breaking, CODES, type DirtKind, isBreaking } from './dirt-kinds.ts'
import { type DirtPlan, planDirt } from './dirt-plan.ts'
import { type Expectation, expectQuarantined, nothingExpected } from './expectation.ts'
import { createLines, type Lines } from './lines.ts'

/** A row before anything is done to it. */
export interface Draft {
  /** As they stand in the file, quotes included. The first one is the id, which the writer sets. */
  readonly cells: Cells
  /** What it hangs on is not loaded. */
  readonly orphan: boolean
  /** Of a style: another one of its product is loaded as the default. */
  readonly hasDefault?: boolean
}

/** Turns drafts into the lines of one file and counts what must become of them. */
export interface TableWriter {
  readonly lines: Lines
  /** Drafts that are wanted; some of them become two rows. */
  readonly drafts: number
  /** 1 for every id whose row is loaded, as far as it is written. */
  readonly loaded: Uint8Array
  readonly expectation: Expectation
  add(draft: Draft): void
  finish(): void
}

interface Table {
  readonly file: AtelierFile
  readonly prng: Prng
  readonly plan: DirtPlan
  readonly lines: Lines
  readonly rows: number
  readonly drafts: number
  readonly loaded: Uint8Array
  readonly expectation: Expectation
  id: number
  /** The row before, when nothing was wrong with it. */
  previous: Cells | null
  /** The last row with which nothing was wrong. */
  whole: Cells
}

/** A row that is late comes at most so many lines after its place. */
const LATE = 50

export function createTableWriter(
  name: AtelierFileName,
  { scale, prng }: { readonly scale: number; readonly prng: Prng },
): TableWriter {
  const file: AtelierFile = ATELIER_FILES[name]
  const rows = rowsAt(name, scale)
  const plan = planDirt(file, rows, prng)
  const drafts = Math.max(1, rows - plan.extraRows)
  const table: Table = {
    ...{ file, prng, plan, rows, drafts },
    lines: createLines(file),
    loaded: new Uint8Array(drafts + 1),
    expectation: nothingExpected(),
    ...{ id: 0, previous: null, whole: [] },
  }
  const { lines, loaded, expectation } = table
  return {
    ...{ lines, drafts, loaded, expectation },
    add: (draft) => add(table, draft),
    finish: () => finish(table),
  }
}

function add(table: Table, draft: Draft): void {
  const { cells, orphan } = draft
  table.id += 1
  cells[0] = String(table.id)
  const kind = table.plan.draw(table.drafts - table.id + 1, (one) => fits(table, draft, one))
  if (kind === null) write(table, draft)
  else writeDirty(table, draft, kind)
  table.previous = kind === null && !orphan ? cells : null
  if (table.previous !== null) table.whole = table.previous
}

/** Dirt that fitted no row any more has left places free. */
function finish(table: Table): void {
  while (table.expectation.rows < table.rows && table.id > LATE + 1) {
    if (!writeDuplicate(table, table.whole)) break
  }
  table.lines.finish()
}

const HARMLESS: ReadonlySet<DirtKind> = new Set(['outOfOrder', 'stray', 'hugePrice', 'multiLine'])

/** Two reasons not to load one row would leave it open which of them counts. */
function fits({ id, previous }: Table, draft: Draft, kind: DirtKind): boolean {
  if (HARMLESS.has(kind)) return true
  if (draft.orphan) return false
  if (kind === 'duplicateId') return id > LATE + 1
  if (kind === 'repeatedPair') return previous !== null
  if (kind === 'repeatedLine') return previous !== null && /^(?:1|true)$/.test(previous[3] ?? '')
  return kind !== 'secondDefault' || draft.hasDefault === true
}

function writeDirty(table: Table, draft: Draft, kind: DirtKind): void {
  const { expectation, file } = table
  expectation.injected[kind] = (expectation.injected[kind] ?? 0) + 1
  if (kind === 'duplicateId') {
    write(table, draft)
    writeDuplicate(table, draft.cells)
  } else if (isBreaking(kind)) {
    writeBroken(table, draft.cells, kind)
  } else if (kind === 'secondChance') {
    writeBroken(table, draft.cells, file.text === undefined ? 'unknownParent' : 'brokenQuotes')
    write(table, draft)
  } else writeSpoilt(table, draft, kind)
}

/** A row that is loaded in spite of its dirt. */
function writeSpoilt(table: Table, draft: Draft, kind: DirtKind): void {
  const { expectation, prng } = table
  spoil(draft.cells, kind, table)
  if (kind === 'secondDefault') expectation.adjusted += 1
  write(table, draft, kind === 'outOfOrder' ? prng.between(2, LATE) : 0)
}

function write(table: Table, { cells, orphan }: Draft, later = 0): void {
  const { lines, expectation, loaded, id } = table
  if (later > 0) lines.addLater(cells.join(','), later)
  else lines.add(cells.join(','))
  if (orphan) expectQuarantined(expectation, CODES.unknownParent)
  else {
    loaded[id] = 1
    expectation.rows += 1
    expectation.loads += 1
  }
}

function writeBroken(table: Table, cells: Cells, kind: Breaking): void {
  const broken = [...cells]
  spoil(broken, kind, table)
  table.lines.add(broken.join(','))
  expectQuarantined(table.expectation, CODES[kind])
}

/** The row under an id that is loaded, far enough back that its row is not late. False when there is none. */
function writeDuplicate({ lines, expectation, loaded, prng, id }: Table, cells: Cells): boolean {
  let taken = prng.between(1, id - LATE - 1)
  while (taken > 0 && loaded[taken] !== 1) taken -= 1
  if (taken === 0) return false
  lines.add([String(taken), ...cells.slice(1)].join(','))
  expectQuarantined(expectation, CODES.duplicateId)
  return true
}
