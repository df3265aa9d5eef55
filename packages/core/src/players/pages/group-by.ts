/** Rows that share a key, in the order in which the keys come. */
export function groupBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
): [key: number, rows: readonly Row[]][] {
  return [...Map.groupBy(rows, keyOf)]
}
