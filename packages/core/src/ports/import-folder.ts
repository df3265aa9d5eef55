/** A file to import, wherever it comes from. */
export interface ImportSource {
  /** As people know it; says what it is when its header does not. */
  readonly name: string
  /** Of the file as it is stored; null: not known. */
  readonly bytes: number | null
  /** Of what it is: name, size, beginning and end. Empty: it can be read only once. */
  readonly fingerprint: string
  /**
   * Reads it from its beginning, decompressed; `onBytes` is told how much of what is stored was read. Rejects
   * when it cannot be read, or not to its end.
   */
  open(onBytes: (bytes: number) => void): AsyncIterable<Uint8Array>
}

/** The folder of an installation for files to import. Names are checked before: they lead nowhere else. */
export interface ImportFolder {
  /** Null when there is no such file. */
  find(name: string): Promise<ImportSource | null>
  /**
   * Writes a file, in place of one of that name when it is all there. Throws BODY_TOO_LARGE beyond
   * `maxBytes`. Returns its size.
   */
  put(name: string, chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<number>
  /** Removes files written before then, also what an upload has left that was cut off; returns how many. */
  prune(before: Date, options: { readonly dryRun: boolean }): Promise<number>
}
