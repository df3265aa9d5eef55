import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import {
  cpuSeconds,
  parsePeakKib,
  parseStat,
  peakMemoryMb,
  processTree,
  residentKb,
} from './process-usage.ts'

describe('parseStat', () => {
  it('reads parent and times past a command of any text', () => {
    const stat = '42 (a) b (c)) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 99 1 1'
    expect(parseStat(stat)).toEqual({ parent: 7, seconds: 2.5 })
  })

  it('is null for a process that is gone', () => {
    expect(parseStat('')).toBeNull()
  })
})

describe('parsePeakKib', () => {
  it('reads VmHWM', () => {
    expect(parsePeakKib('VmPeak:\t  900 kB\nVmHWM:\t  123 kB\nVmRSS:\t 1 kB\n')).toBe(123)
    expect(parsePeakKib('State:\tZ (zombie)\n')).toBe(0)
  })
})

describe.skipIf(process.platform !== 'linux')('the running processes (needs /proc)', () => {
  it('counts CPU time and memory of this process', () => {
    expect(cpuSeconds(process.pid)).toBeGreaterThan(0)
    expect(peakMemoryMb(process.pid)).toBeGreaterThan(10)
    expect(peakMemoryMb(2 ** 30)).toBe(0)
    expect(residentKb(process.pid)).toBeGreaterThan(10_000)
    expect(residentKb(process.pid)).toBeLessThanOrEqual(1e3 * peakMemoryMb(process.pid))
    expect(residentKb(2 ** 30)).toBe(0)
  })

  it('finds descendants', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    await once(child, 'spawn')
    expect(processTree(process.pid)).toContain(child.pid)
    child.kill()
    await once(child, 'exit')
    expect(processTree(process.pid)).not.toContain(child.pid)
  })
})
