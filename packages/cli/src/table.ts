export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  readonly align?: 'left' | 'right'
}

const GAP = '  '

/** Rows under a heading, columns as wide as their widest cell, no trailing blanks. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ title }) => title.toUpperCase()),
    ...rows.map((row) => columns.map(({ value }) => oneLine(value(row)))),
  ]
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((line) => (line[index] ?? '').length)),
  )
  const pad = (cell: string, index: number) => {
    const width = widths[index] ?? 0
    return columns[index]?.align === 'right' ? cell.padStart(width) : cell.padEnd(width)
  }
  return cells.map((line) => line.map(pad).join(GAP).trimEnd()).join('\n')
}

/** Texts come from documents: what a terminal would act on becomes a question mark. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '?')
}
