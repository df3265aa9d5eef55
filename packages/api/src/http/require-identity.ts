import { AppError } from '@loadout/core'

/**
 * Takes a body as it is: nothing is decompressed where a few bytes could become many. Throws UNSUPPORTED_MEDIA_TYPE for
 * any Content-Encoding (RFC 9110, 8.4 and 15.5.16).
 */
export function requireIdentity(headers: Headers): void {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
    fields: [{ pointer: '/headers/content-encoding', message: 'expected none, or identity' }],
  })
}
