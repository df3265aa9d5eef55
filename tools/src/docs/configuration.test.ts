import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configurationTable, withConfiguration } from './configuration.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

describe('configuration table', () => {
  it('stands in the README as `npm run docs` writes it', () => {
    expect(withConfiguration(readme)).toBe(readme)
  })

  it('names each variable once, with its default', () => {
    const names = [...configurationTable().matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(configurationTable()).toContain('| `PORT` | API | `3000` |')
    expect(configurationTable()).toContain('| `DATABASE_URL` | all | required |')
  })

  it('refuses a README without its place', () => {
    expect(() => withConfiguration('# nothing')).toThrow('markers')
  })
})
