import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { requireRegions } from './require-regions.ts'

function errorOf(asked: readonly string[] | undefined, known: readonly string[]): unknown {
  try {
    requireRegions(asked, known)
    return null
  } catch (error) {
    return error
  }
}

describe('requireRegions', () => {
  it('is content with regions that are there, or with all of them', () => {
    expect(errorOf(['eu'], ['eu', 'na'])).toBeNull()
    expect(errorOf(undefined, ['eu'])).toBeNull()
  })

  it('points at each region that is not there', () => {
    const error = errorOf(['eu', 'xx', 'yy'], ['eu'])
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/regions/1' }, { pointer: '/regions/2' }],
    })
  })

  it('says that nothing is configured when there is no region at all', () => {
    expect(errorOf(undefined, [])).toMatchObject({
      code: 'CRAWLER_NOT_CONFIGURED',
      message: expect.stringContaining('CRAWLER_BASE_URL'),
    })
  })
})
