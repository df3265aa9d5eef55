import { describe, expect, it } from 'vitest'
import {
  DATASETS,
  importFileName,
  listRejectsInput,
  REJECT_CODES,
  startImportInput,
} from './contract.ts'

describe('the name of a file', () => {
  it.each(['reviews.csv', 'my reviews (2).csv', 'a_b-c.ndjson.gz', '2021.csv', '_x'])(
    'is %j or not, but never a path',
    (name) => {
      expect(importFileName.safeParse(name).success).toBe(!/[()]/.test(name))
    },
  )

  it.each([
    ...['', '.', '..', '.hidden', '../x.csv', 'a/b.csv', '/etc/passwd', 'a\\b.csv', 'C:x.csv'],
    ...['..\\x', 'a\0.csv', 'a\n.csv', '%2e%2e', '-rf', ' x', 'é.csv', 'x'.repeat(201)],
  ])('is not %j', (name) => {
    expect(importFileName.safeParse(name).success).toBe(false)
    expect(startImportInput.safeParse({ file: name, kind: 'products' }).success).toBe(false)
  })
})

describe('the contract', () => {
  it('writes for real unless it is told otherwise', () => {
    expect(startImportInput.parse({ file: 'x.csv', kind: 'games' }).dryRun).toBe(false)
  })

  it('knows each dataset once, and says what each code means', () => {
    expect(new Set(DATASETS).size).toBe(DATASETS.length)
    for (const meaning of Object.values(REJECT_CODES)) expect(meaning).not.toBe('')
    expect(listRejectsInput.safeParse({ id: 1, code: 'NO_SUCH_CODE' }).success).toBe(false)
    expect(listRejectsInput.safeParse({ id: 2 ** 31 }).success).toBe(false)
  })
})
