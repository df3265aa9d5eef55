import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { print, tell } from './terminal.ts'

let written: { readonly stdout: string[]; readonly stderr: string[] }

beforeEach(() => {
  written = { stdout: [], stderr: [] }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name].push(String(text))
      return true
    })
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('what is said', () => {
  it('goes to standard output as a result, to standard error as anything else', () => {
    print('result')
    tell('about it')
    expect(written).toEqual({ stdout: ['result\n'], stderr: ['about it\n'] })
  })

  it('holds nothing that a terminal would act on, and keeps its lines and columns', () => {
    const text = 'a\u001b[31m.csv\r\u0007\u009b1m\n\té'
    print(text)
    tell(text)
    const plain = 'a?[31m.csv???1m\n\té\n'
    expect(written).toEqual({ stdout: [plain], stderr: [plain] })
  })
})
