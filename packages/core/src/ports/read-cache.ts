/**
 * Results of reads, shared by the callers of one process. Losing them costs time, never correctness.
 *
 * Freshness: `read`, `latest` and `tagged` are exact, no answer is older than its request. `recent` may answer with
 * what was right at some moment within the last `maxStaleMs`, a setting of the process that is 0 unless
 * the process says otherwise; with 0 it is as exact as the others.
 */
export interface ReadCache {
  /**
   * The value of `load` for this revision: kept until the key is read with another one. Concurrent
   * misses load once.
   */
  read<Value>(key: string, revision: string, load: () => Promise<Value>): Promise<Value>
  /**
   * A value that was read after this call began: never old, yet one `load` at a time per key, shared by
   * everybody who came while the one before was on its way.
   */
  latest<Value>(key: string, load: () => Promise<Value>): Promise<Value>
  /**
   * The value of `load` for a revision that was the source's present one within the last `maxStaleMs`.
   * If that revision is over, the old value is the answer while one load in the background replaces it;
   * a value that is older than that, or not there yet, is waited for. Loads in the background queue up
   * across keys, so that a revision whose end makes many values old does not slow down everything else.
   * One that fails is logged, and the next call tries again.
   *
   * `load` must be exact and must not depend on the caller: others get its value, later and longer.
   */
  recent<Value>(key: string, source: RevisionSource, load: () => Promise<Value>): Promise<Value>
  /**
   * A value that says itself of which revision it is. When one is kept, `present` decides whether it still
   * holds; when none is, `load` alone is asked. Exact as `latest` is, and shared in the same way.
   */
  tagged<Value>(
    key: string,
    present: () => Promise<string | null>,
    load: () => Promise<Tagged<Value>>,
  ): Promise<Tagged<Value>>
}

/** A value and the revision of its data, read together. */
export interface Tagged<Value> {
  readonly revision: string
  readonly value: Value
}

/** Data that says by one small read whether it has changed. */
export interface RevisionSource {
  /** Tells sources apart. */
  readonly name: string
  /** The present revision, read after the call began. */
  readonly revision: () => Promise<string>
}
