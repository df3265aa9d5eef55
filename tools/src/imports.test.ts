import { describe, expect, it } from 'vitest'
import { repoOfFiles } from './testing/repo-of-files.ts'

function importsOf(text: string) {
  return repoOfFiles({ 'a.ts': text }).sources[0]?.imports
}

describe('readImports', () => {
  it('reads a value import with its line', () => {
    expect(importsOf("\nimport { x } from 'x'\n")).toEqual([
      { specifier: 'x', typeOnly: false, line: 2 },
    ])
  })

  it.each([
    "import type { X } from 'x'",
    "import { type X, type Y } from 'x'",
    "import type X from 'x'",
    "export type { X } from 'x'",
    "export type * from 'x'",
    "type X = import('x').X",
  ])('takes %s as types only', (text) => {
    expect(importsOf(text)).toEqual([{ specifier: 'x', typeOnly: true, line: 1 }])
  })

  it.each([
    "import { type X, y } from 'x'",
    "import 'x'",
    "import x from 'x'",
    "import * as x from 'x'",
    "export * from 'x'",
    "export { x } from 'x'",
    "const x = await import('x')",
    'const x = await import(`x`)',
  ])('takes %s as a value', (text) => {
    expect(importsOf(text)).toEqual([{ specifier: 'x', typeOnly: false, line: 1 }])
  })

  it('leaves out a specifier that is computed', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is in the parsed text
    expect(importsOf('const x = await import(`./${name}.ts`)')).toEqual([])
    expect(importsOf('const x = await import(name)')).toEqual([])
  })

  it('leaves out an export of the file itself', () => {
    expect(importsOf('export const x = 1')).toEqual([])
  })
})
