import { describe, expect, it } from 'vitest'
import { checkLicence, licenceOf } from './licences.ts'

describe('checkLicence', () => {
  it.each(['MIT', 'Apache-2.0', 'MIT OR GPL-3.0', '(MIT OR Apache-2.0)', '(MIT AND Zlib)'])(
    'allows %s',
    (licence) => {
      expect(checkLicence({ name: 'a', licence })).toEqual([])
    },
  )

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'MPL-2.0', 'MIT AND GPL-3.0', 'UNLICENSED', ''])(
    'refuses "%s"',
    (licence) => {
      expect(checkLicence({ name: 'a', licence })).toHaveLength(1)
    },
  )

  it('names the package, so that an exception can', () => {
    expect(checkLicence({ name: '@scope/a', licence: 'MPL-2.0' })[0]).toEqual({
      path: 'node_modules/@scope/a',
      rule: 'licences/allowed',
      message: 'MPL-2.0 is not allowed',
    })
  })
})

describe('licenceOf', () => {
  it('reads every form package.json has had', () => {
    expect(licenceOf({ license: 'MIT' })).toBe('MIT')
    expect(licenceOf({ license: { type: 'ISC' } })).toBe('ISC')
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0')
    expect(licenceOf({})).toBe('')
  })
})
