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
