import { AppError } from '@loadout/core'

const TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/json'])
const ENCODINGS = ['identity', 'gzip', 'deflate', 'zstd'] as const

export type ContentEncoding = (typeof ENCODINGS)[number]

/** Throws UNSUPPORTED_MEDIA_TYPE for anything but a stream of JSON documents in a known encoding. */
export function readContent(headers: Headers): ContentEncoding {
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!TYPES.has(type)) throw unsupported('content-type', `one of ${[...TYPES].join(', ')}`)
  const name = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  const encoding = ENCODINGS.find((known) => known === name.replace(/^x-gzip$/, 'gzip'))
  if (encoding === undefined)
    throw unsupported('content-encoding', `one of ${ENCODINGS.join(', ')}`)
  return encoding
}

function unsupported(header: string, expected: string): AppError {
  return new AppError('UNSUPPORTED_MEDIA_TYPE', {
    fields: [{ pointer: `/headers/${header}`, message: `expected ${expected}` }],
  })
}
