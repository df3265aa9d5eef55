import type { CopyValue } from '../datasets/row-dataset.ts'

/** What PostgreSQL's text format writes in another way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is refused by the database
const SPECIAL = /[\\\t\n\r\u0000]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const EACH_SPECIAL = /[\\\t\n\r\u0000]/g

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\u0000': '\ufffd',
}

/** A value of a row in PostgreSQL's text format for COPY. */
export function copyText(value: CopyValue): string {
  if (typeof value === 'string') {
    return SPECIAL.test(value)
      ? value.replaceAll(EACH_SPECIAL, (character) => ESCAPED[character] ?? character)
      : value
  }
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return String(value)
}
