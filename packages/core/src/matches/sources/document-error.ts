import type { DocumentErrorCode } from '../match-document.ts'

/** Thrown by the readers below `parseDocument`, which turns it into an `invalid` outcome. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly code: DocumentErrorCode
  /** RFC 6901 pointer into the raw document. */
  readonly pointer: string

  constructor(code: DocumentErrorCode, path: readonly (string | number)[], message: string) {
    super(message)
    this.code = code
    this.pointer = toPointer(path)
  }
}

/** RFC 6901: `~` is written `~0`, `/` is written `~1`; the empty pointer is the whole document. */
export function toPointer(path: readonly (string | number)[]): string {
  return path
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}
