import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { percentile } from './percentile.ts'
import { checkSizes, measureFunctions } from './size.ts'

const lines = (count: number) => 'export {}\n'.repeat(count)
const body = (count: number) => `function long() {\n${'  a()\n'.repeat(count - 2)}}\n`

function rules(files: Readonly<Record<string, string>>) {
  return checkSizes(repoOfFiles(files).sources).findings.map(({ path, rule }) => `${path} ${rule}`)
}

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const values = [5, 1, 4, 2, 3]
    expect(percentile(values, 0.5)).toBe(3)
    expect(percentile(values, 0.95)).toBe(5)
    expect(percentile([7], 0.5)).toBe(7)
  })

  it('is 0 of nothing', () => {
    expect(percentile([], 0.5)).toBe(0)
  })
})

describe('checkSizes', () => {
  const short = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`s${at}.ts`, lines(10)]))

  it('is content with short files', () => {
    expect(rules(short)).toEqual([])
  })

  it('finds a file beyond the maximum, at the line after the last allowed one', () => {
    expect(rules({ ...short, 'long.ts': lines(350) })).toEqual([])
    expect(rules({ ...short, 'long.ts': lines(351) })).toEqual(['long.ts budgets/file-lines'])
  })

  it('finds that the files together are too long', () => {
    expect(rules({ 'a.ts': lines(71), 'b.ts': lines(71) })).toEqual(['. budgets/file-lines'])
  })

  it('gives tests and migrations no budget', () => {
    const files = {
      'a.test.ts': lines(900),
      'packages/core/src/db/migrations/0001-a.ts': lines(900),
    }
    expect(rules({ ...short, ...files })).toEqual([])
  })

  it('keeps routers shorter', () => {
    const path = 'packages/api/src/routers/stats.ts'
    expect(rules({ ...short, [path]: lines(121) })).toEqual([`${path} budgets/router-lines`])
  })

  it('finds a function beyond the maximum', () => {
    const functions = 'function f() {\n}\n'.repeat(30)
    const text = (count: number) => ({ ...short, 'a.ts': functions + body(count) })
    expect(rules(text(70))).toEqual([])
    expect(rules(text(71))).toEqual(['a.ts budgets/function-lines'])
  })
})

describe('measureFunctions', () => {
  function sizes(text: string) {
    return repoOfFiles({ 'a.ts': text }).sources.flatMap(measureFunctions)
  }

  it('measures declarations, methods and arrows with a body', () => {
    const text = 'function a() {\n}\nclass B {\n  b() {\n    c()\n  }\n}\nconst d = () => {\n}\n'
    expect(sizes(text).map(({ line, lines }) => [line, lines])).toEqual([
      [1, 2],
      [4, 3],
      [8, 2],
    ])
  })

  it('leaves out arrows of one expression and overload signatures', () => {
    expect(sizes('const a = () => 1\nfunction b(x: string): void')).toEqual([])
  })

  it('measures a closure and the function around it', () => {
    expect(sizes('function a() {\n  return () => {\n  }\n}')).toHaveLength(2)
  })
})
