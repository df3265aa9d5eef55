import { describe, expect, it } from 'vitest'
import { isAppError } from '../errors.ts'
import { requireSource } from './require-source.ts'
import { game } from './sources/valorant.ts'

describe('requireSource', () => {
  it.each(['auto', 'riot', 'riot-client', 'henrik-v4'])('lets %s pass', (source) => {
    expect(() => requireSource(game, source)).not.toThrow()
  })

  it.each(['', 'RIOT', 'riot ', 'constructor'])(
    'refuses %j and names those there are',
    (source) => {
      try {
        requireSource(game, source)
        expect.unreachable()
      } catch (error) {
        if (!isAppError(error)) throw error
        expect(error.code).toBe('BAD_INPUT')
        expect(error.fields).toEqual([
          { pointer: '/source', message: 'must be one of auto, riot, riot-client, henrik-v4' },
        ])
      }
    },
  )
})
