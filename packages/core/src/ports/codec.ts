/** Compression and hashing, native in every runtime but not the same everywhere: a port. */
export interface Codec {
  compress(bytes: Uint8Array): Uint8Array<ArrayBuffer>
  /** Throws on bytes that `compress` did not make. */
  decompress(bytes: Uint8Array): Uint8Array<ArrayBuffer>
  /** SHA-256 as 64 lower-case hex digits. */
  sha256(bytes: Uint8Array): string
  /** `length` bytes from the system's cryptographic random source. */
  randomBytes(length: number): Uint8Array<ArrayBuffer>
}
