/** A part of a document and the row it is; without an id it needs a new one. */
export interface MatchedPart<Wanted> {
  readonly wanted: Wanted
  readonly id: number | null
  readonly isNew: boolean
}

export interface MatchOptions<Wanted, Present> {
  /** Whether a part without an id is this row. */
  readonly isSame: (wanted: Wanted, present: Present) => boolean
  /** Whether a row of this id may be made. Asked once for each id. */
  readonly mayMake: (id: number) => boolean
}

/**
 * Finds the row of each part: by its id, else the first row that is the same and nobody's yet. What is left
 * is new. Returns the place of the first part whose id is neither one of these rows nor may be made.
 */
export function matchParts<
  Wanted extends { readonly id?: number | undefined },
  Present extends { readonly id: number },
>(
  parts: readonly Wanted[],
  rows: readonly Present[],
  { isSame, mayMake }: MatchOptions<Wanted, Present>,
): readonly MatchedPart<Wanted>[] | { readonly refused: number } {
  const free = new Map(rows.map((row) => [row.id, row]))
  const matched = new Map<Wanted, MatchedPart<Wanted>>()
  for (const [place, wanted] of parts.entries()) {
    if (wanted.id === undefined) continue
    const isThere = free.delete(wanted.id)
    if (!isThere && !mayMake(wanted.id)) return { refused: place }
    matched.set(wanted, { wanted, id: wanted.id, isNew: !isThere })
  }
  return parts.map((wanted) => {
    const known = matched.get(wanted)
    if (known !== undefined) return known
    const same = free.values().find((row) => isSame(wanted, row))
    if (same === undefined) return { wanted, id: null, isNew: true }
    free.delete(same.id)
    return { wanted, id: same.id, isNew: false }
  })
}
