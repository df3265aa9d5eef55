import { silentLog } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { untilItWorks } from './until-it-works.ts'

const services = { log: silentLog }

describe('untilItWorks', () => {
  it('repeats what fails until it works', async () => {
    let calls = 0
    const work = async () => {
      calls += 1
      if (calls < 3) throw new Error('not yet')
      return 'done'
    }
    const stop = new AbortController().signal
    expect(await untilItWorks({ services, stop }, 'test', work)).toBe('done')
    expect(calls).toBe(3)
  })

  it('gives up, with the reason, when the process must stop', async () => {
    const stop = new AbortController()
    const answer = untilItWorks({ services, stop: stop.signal }, 'test', () =>
      Promise.reject(new Error('the database is away')),
    )
    stop.abort()
    await expect(answer).rejects.toThrow('the database is away')
  })
})
