/** What the processes of one installation know, and nobody else. Every purpose has a key of its own (HKDF, RFC 5869). */
export interface ServerSecret {
  /** 32 bytes, the same in every process that has the secret. */
  key(purpose: string): Uint8Array<ArrayBuffer>
  /** HMAC-SHA-256 of the data with the key of the purpose. */
  mac(purpose: string, data: Uint8Array): Uint8Array<ArrayBuffer>
}
