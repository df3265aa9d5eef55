import { AppError } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { requireIdentity } from './require-identity.ts'

const sent = (encoding: string) => () =>
  requireIdentity(new Headers({ 'content-encoding': encoding }))

describe('a body', () => {
  it.each(['identity', ' Identity ', ''])('is taken as it is: %j', (encoding) => {
    expect(sent(encoding)).not.toThrow()
    expect(() => requireIdentity(new Headers())).not.toThrow()
  })

  it.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'none'])(
    'is not decompressed: %s',
    (encoding) => {
      expect(sent(encoding)).toThrow(AppError)
      expect(sent(encoding)).toThrow(
        expect.objectContaining({
          code: 'UNSUPPORTED_MEDIA_TYPE',
          fields: [expect.objectContaining({ pointer: '/headers/content-encoding' })],
        }),
      )
    },
  )
})
