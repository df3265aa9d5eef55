import { AppError } from '../../errors.ts'
import { Cells, MAX_CELLS } from './cells.ts'
import { type CsvFormat, CsvSplitter } from './csv-splitter.ts'

/** Characters in which the first line has to end. */
const MAX_HEADER = 65_536

/** What the beginning of a file says about the rest. */
export type FileHead =
  | {
      readonly format: 'csv'
      readonly csv: CsvFormat
      /** Names of the columns, in order. */
      readonly names: readonly string[]
      /** Number of the line behind the header. */
      readonly line: number
    }
  | {
      readonly format: 'ndjson'
      /** Keys of the first object. */
      readonly names: readonly string[]
    }

/** A file, its head read, and the text behind that. */
export interface OpenTable {
  readonly head: FileHead
  readonly pieces: AsyncIterable<string>
}

/**
 * Reads so much of a file that its kind is known: CSV with a header, or NDJSON. Throws BAD_INPUT for anything
 * else.
 */
export async function readHeader(pieces: AsyncIterable<string>): Promise<OpenTable> {
  const source = pieces[Symbol.asyncIterator]()
  let text = ''
  let ended = false
  while (!ended && !hasFirstLine(text)) {
    if (text.length > MAX_HEADER) throw notATable('its first line does not end')
    const { done, value } = await source.next()
    ended = done === true
    text += value ?? ''
  }
  const start = text.search(/\S/)
  if (start === -1) throw notATable('it is empty')
  if (text[start] === '[') throw notATable('a JSON array is not read: give one object a line')
  const rest = text[start] === '{' ? text.slice(start) : ''
  const { head, behind } =
    rest === '' ? csvHead(text, start) : { head: jsonHead(rest), behind: rest }
  return { head, pieces: continued(behind, source) }
}

/** Whether its first line is there, and what follows a `\r`, which says whether that stands alone. */
function hasFirstLine(text: string): boolean {
  const start = text.search(/\S/)
  if (start === -1) return false
  const end = text.slice(start).search(/[\r\n]/)
  return end !== -1 && (text[start + end] === '\n' || start + end + 1 < text.length)
}

function csvHead(
  text: string,
  start: number,
): { readonly head: FileHead; readonly behind: string } {
  const lineEnd = text.slice(start).search(/[\r\n]/)
  const end = lineEnd === -1 ? text.length : start + lineEnd
  const newline = text[end] === '\r' && text[end + 1] !== '\n' ? '\r' : '\n'
  const next = end + (text.startsWith('\r\n', end) ? 2 : 1)
  const line = text.slice(start, end)
  const delimiter = delimiterOf(line)
  const cells = new Cells()
  const isSplit = new CsvSplitter(cells, { delimiter, newline }).lenient(line)
  const names = cells.toArray()
  if (names.length < 2) throw notATable('its first line names no columns')
  if (!isSplit || names.length === MAX_CELLS) {
    throw notATable('its first line has a quote that is not closed, or too many columns')
  }
  const before = text.slice(0, next).split(newline).length
  return {
    head: { format: 'csv', csv: { delimiter, newline }, names, line: before },
    behind: text.slice(next),
  }
}

/** The one that stands most often in the header. */
function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter
}

function jsonHead(text: string): FileHead {
  const [line = ''] = text.split('\n', 1)
  try {
    return { format: 'ndjson', names: Object.keys(JSON.parse(line)) }
  } catch {
    return { format: 'ndjson', names: [] }
  }
}

async function* continued(text: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield text
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value
    }
  } finally {
    await rest.return?.()
  }
}

function notATable(why: string): AppError {
  return new AppError('BAD_INPUT', {
    message: `The file is neither CSV with a header nor NDJSON: ${why}`,
  })
}
