import { readFile } from 'node:fs/promises'
import { ERRORS } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { errorTable } from './error-table.ts'

describe('docs/errors.md', () => {
  it('is what packages/api/src/docs/write-errors.ts writes', async () => {
    const committed = new URL('../../../../docs/errors.md', import.meta.url)
    expect(await readFile(committed, 'utf8')).toBe(errorTable())
  })

  it('has a row with an anchor for every code', () => {
    for (const code of Object.keys(ERRORS)) {
      expect(errorTable()).toContain(`<a id="${code.toLowerCase()}"></a>\`${code}\``)
    }
  })
})
