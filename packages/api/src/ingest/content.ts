import { AppError } from '@loadout/core'
import { mediaType } from '../http/media-type.ts'

/** What a body of each type holds: a document a line, or one document, pretty-printed or not. */
const FORMATS = {
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/json': 'json',
} as const
const ENCODINGS = ['identity', 'gzip', 'deflate', 'zstd'] as const

export type ContentEncoding = (typeof ENCODINGS)[number]

export interface Content {
  readonly format: 'ndjson' | 'json'
  readonly encoding: ContentEncoding
}

/** Throws UNSUPPORTED_MEDIA_TYPE for anything but JSON documents in a known encoding. */
export function readContent(headers: Headers): Content {
  const type = mediaType(headers)
  const [, format] = Object.entries(FORMATS).find(([name]) => name === type) ?? []
  if (format === undefined) {
    throw unsupported('content-type', `one of ${Object.keys(FORMATS).join(', ')}`)
  }
  const name = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  const encoding = ENCODINGS.find((known) => known === name.replace(/^x-gzip$/, 'gzip'))
  if (encoding === undefined)
    throw unsupported('content-encoding', `one of ${ENCODINGS.join(', ')}`)
  return { format, encoding }
}

function unsupported(header: string, expected: string): AppError {
  return new AppError('UNSUPPORTED_MEDIA_TYPE', {
    fields: [{ pointer: `/headers/${header}`, message: `expected ${expected}` }],
  })
}
