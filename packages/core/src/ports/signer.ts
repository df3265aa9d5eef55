/** Signs what this installation hands out and wants back unaltered, such as cursors. */
export interface Signer {
  /** A keyed hash of the text, 22 characters of base64url. */
  sign(text: string): string
}
