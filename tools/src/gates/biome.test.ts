import { describe, expect, it } from 'vitest'
import { parseBiomeReport } from './biome.ts'

describe('parseBiomeReport', () => {
  it('reads errors and warnings, with paths from the root', () => {
    const output = [
      "::error title=lint/suspicious/noConsole,file=/repo/packages/api/src/a.ts,line=14,endLine=14,col=3,endColumn=14::Don't use console.",
      '::warning title=format,file=b.ts,line=1,endLine=1,col=2,endColumn=2::100%25 differs%0Anow',
      'ci: some errors were emitted',
    ].join('\n')
    expect(parseBiomeReport(output, '/repo')).toEqual([
      {
        path: 'packages/api/src/a.ts',
        line: 14,
        rule: 'biome/noConsole',
        message: "Don't use console.",
      },
      { path: 'b.ts', line: 1, rule: 'biome/format', message: '100% differs now' },
    ])
  })

  it('passes over notices', () => {
    const notice =
      '::notice title=deserialize,file=biome.json,line=6,endLine=6,col=1,endColumn=1::Old'
    expect(parseBiomeReport(notice, '/repo')).toEqual([])
  })
})
