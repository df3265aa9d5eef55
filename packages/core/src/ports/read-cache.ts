/** Results of reads, shared by the callers of one process. Losing them costs time, never correctness. */
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
}
