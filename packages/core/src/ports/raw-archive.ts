/**
 * Where raw documents are kept, compressed, until their retention ends. An address is the UTC day of
 * receipt and the hash of the uncompressed bytes: the same document on the same day is stored once,
 * and expiry removes whole days, so it can never race with a document that arrives again.
 */
export interface RawArchive {
  /** Idempotent. `compressed` is what `Codec.compress` made of the document. */
  put(address: RawAddress, compressed: Uint8Array): Promise<void>
  /** The compressed document, or null once expired. */
  get(address: RawAddress): Promise<Uint8Array<ArrayBuffer> | null>
  /** Removes one document; none there is fine. */
  remove(address: RawAddress): Promise<void>
  /** Days that still hold documents, ascending. */
  days(): Promise<readonly string[]>
  /** Removes one day; returns how many documents that were. With `dryRun` nothing is removed. */
  removeDay(day: string, options?: { readonly dryRun?: boolean }): Promise<number>
}

export interface RawAddress {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  /** SHA-256 of the uncompressed bytes, hex. */
  readonly hash: string
}
