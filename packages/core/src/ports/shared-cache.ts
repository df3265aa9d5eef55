/**
 * What all processes of an installation keep in common so that the database is asked less. Losing any or all of
 * it, at any moment, costs time and nothing else: whatever is not there, or might be behind, is read from
 * the database, and no error of the cache reaches a caller.
 *
 * How far it may be behind: a relay applies what was committed within moments and confirms several times a
 * second that nothing is left to apply. Three seconds after the last confirmation nothing of it counts.
 */
export interface SharedCache {
  /**
   * The JSON of the rows with these ids that can be seen. What is not kept is loaded, by one `load` for all
   * of them; concurrent calls, of other processes too, load a row once. Rejects with what `load` rejects with.
   */
  rows(kind: RowKind, ids: readonly number[]): Promise<ReadonlyMap<number, string>>
  /**
   * A page of a list with the rows in it, in one round trip; null when the database has to be asked: the
   * list is not kept, not down to there, or not up to `seen`.
   */
  page(head: ListHead, page: HeadRange): Promise<HeadPage | null>
  /** Forgets a list that turned out to hold what does not belong there. */
  drop(head: ListHead): void
  /**
   * A value kept in this process for a fraction of a second, or until one of the lists changes, whatever comes
   * first. Concurrent calls load once.
   */
  local<Value>(key: string, lists: readonly string[], load: () => Promise<Value>): Promise<Value>
  /** What `local` would answer for this key without a load; undefined: it would load. */
  kept(key: string): unknown
  /**
   * The value of `load` at this revision, loaded once by all processes together: who comes meanwhile waits for a
   * second, then loads for itself. A value is plain JSON and comes back as such. It needs no relay and knows
   * no delay: it is as exact as the revision, which must have been read before.
   *
   * A revision is numbers with anything but `|` between them; of two, the one whose first different number is
   * greater is the later one, and an earlier one is never kept in its place. `load` must not depend on the
   * caller, and nothing that is about one person may be in a value: nobody would take it out again.
   */
  value<Value>(key: string, revision: string, load: () => Promise<Value>): Promise<Value>
}

/** A row as it is kept. */
export interface CachedRow {
  readonly id: number
  readonly version: number
  /** Null: there is no such row, or it is not to be seen. */
  readonly json: string | null
}

/** Rows of one kind. */
export interface RowKind {
  readonly name: string
  /** Rows that are there; those left out are not. */
  readonly load: (ids: readonly number[]) => Promise<readonly CachedRow[]>
}

/**
 * The newest rows of a list in their order. A place is text that sorts as the list does and ends with ten
 * digits of the row's id.
 */
export interface ListHead {
  readonly name: string
  readonly kind: RowKind
  /** The first places of the list, the highest first. */
  readonly load: (limit: number) => Promise<readonly string[]>
}

export interface HeadRange {
  /** Places below this one; null: from the first on. */
  readonly below: string | null
  readonly limit: number
  /** The list must show this version of a row, or a later one. */
  readonly seen?: { readonly id: number; readonly version: number } | undefined
}

export interface HeadPage {
  /** `json` is null for a row that is not to be seen. */
  readonly items: readonly { readonly place: string; readonly json: string | null }[]
  readonly hasMore: boolean
}

/** A change as a cache takes it. */
export interface RowChange extends CachedRow {
  readonly place: string | null
  /** Lists it is in, if it can be seen. */
  readonly into: readonly string[]
  /** Lists it may have been in and is no longer. */
  readonly outOf: readonly string[]
}
