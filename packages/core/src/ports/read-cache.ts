/**
 * Results of expensive reads, kept per process. An entry is right as long as `revision` of its scope
 * has not moved; losing the cache costs time, never correctness. Concurrent misses load once.
 */
export interface ReadCache {
  read<Value>(key: string, revision: string, load: () => Promise<Value>): Promise<Value>
}
