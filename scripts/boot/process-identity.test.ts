import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { identify, isAlive, startTimeOfStat } from './process-identity.mjs'

const afterCommand = (state: string) =>
  `${state} 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 424242 99`

describe('startTimeOfStat', () => {
  it('reads field 22', () => {
    expect(startTimeOfStat(`17 (node) ${afterCommand('S')}`)).toBe('424242')
  })

  it('is not confused by a command with spaces and brackets', () => {
    expect(startTimeOfStat(`17 (a (b) c) d) ${afterCommand('R')}`)).toBe('424242')
  })

  it.each(['Z', 'X'])('knows no start time for a process in state %s', (state) => {
    expect(startTimeOfStat(`17 (node) ${afterCommand(state)}`)).toBeUndefined()
  })
})

describe('identify', () => {
  it('gives the same record for the same process', () => {
    expect(identify(process.pid)).toEqual(identify(process.pid))
    expect(identify(process.pid)?.pid).toBe(process.pid)
  })

  it('gives no record for a pid that nobody has', () => {
    expect(identify(2 ** 22 + 1)).toBeUndefined()
  })
})

describe('isAlive', () => {
  it('tells a later process with the same pid from the recorded one', () => {
    expect(isAlive({ pid: process.pid, startTime: 'another' })).toBe(false)
  })

  it('ends with the process', async () => {
    const child = spawn('sleep', ['60'])
    const record = identify(child.pid ?? 0) ?? { pid: 0, startTime: '' }
    expect(isAlive(record)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isAlive(record)).toBe(false)
  })
})
