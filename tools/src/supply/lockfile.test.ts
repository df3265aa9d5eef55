import { describe, expect, it } from 'vitest'
import { readCatalog, readLockfile } from './lockfile.ts'

const LOCKFILE = `lockfileVersion: '9.0'

catalogs:
  default:
    hono:
      specifier: 4.13.19

packages:

  '@hono/node-server@2.1.8':
    resolution: {integrity: sha512-aaa}
    engines: {node: '>=20'}

  hono@4.13.19:
    resolution: {integrity: sha512-bbb}
    deprecated: see https://example.test

  'local@https://example.test/local.tgz':
    resolution: {tarball: https://example.test/local.tgz}
    version: 1.0.0

snapshots:

  hono@4.13.19: {}
`

describe('readLockfile', () => {
  it('reads each resolved package once, with its line and its source', () => {
    expect(readLockfile(LOCKFILE)).toEqual([
      {
        name: '@hono/node-server',
        version: '2.1.8',
        line: 10,
        resolution: 'resolution: {integrity: sha512-aaa}',
      },
      {
        name: 'hono',
        version: '4.13.19',
        line: 14,
        resolution: 'resolution: {integrity: sha512-bbb}',
      },
      {
        name: 'local',
        version: 'https://example.test/local.tgz',
        line: 18,
        resolution: 'resolution: {tarball: https://example.test/local.tgz}',
      },
    ])
  })

  it('reads nothing from a text that is no lockfile', () => {
    expect(readLockfile('')).toEqual([])
  })
})

describe('readCatalog', () => {
  it('reads quoted and plain names, and stops at the next section', () => {
    const text =
      "packages:\n  - packages/*\n\n# Why.\ncatalog:\n  '@types/pg': 8.23.1\n  hono: 4.13.19\n\nallowBuilds:\n  node: true\n"
    expect([...readCatalog(text)]).toEqual([
      ['@types/pg', '8.23.1'],
      ['hono', '4.13.19'],
    ])
  })

  it('keeps a range as it is written', () => {
    expect(readCatalog("catalog:\n  hono: '^4.13.19'\n").get('hono')).toBe('^4.13.19')
  })

  it('is empty without a catalog', () => {
    expect(readCatalog('packages:\n  - bench\n').size).toBe(0)
  })
})
