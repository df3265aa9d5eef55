import { describe, expect, it } from 'vitest'
import { describeResult, type Finding, runCheck } from './check.ts'

const failed = (error: unknown): Finding => ({
  state: 'fail',
  detail: String(error),
  remedy: 'repair it',
})

describe('a check', () => {
  it('gives what it found', async () => {
    const run = async (): Promise<Finding> => ({ state: 'ok', detail: '18.4' })
    const result = await runCheck({ name: 'PostgreSQL', run }, failed)
    expect(describeResult(result)).toBe('ok    PostgreSQL   18.4')
  })

  it('has failed when it throws, and says what to do', async () => {
    const run = async () => {
      throw new Error('down')
    }
    const result = await runCheck({ name: 'Redis', run }, failed)
    expect(describeResult(result)).toBe('fail  Redis        Error: down\n      -> repair it')
  })
})
