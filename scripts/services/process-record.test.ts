import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { identify } from '../boot/process-identity.mjs'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import {
  commandLine,
  loadLiveRecord,
  saveRecord,
  stopProcess,
  stopSteps,
} from './process-record.ts'

function start(script: string) {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { child, record: identify(child.pid ?? 0) ?? { pid: 0, startTime: '' } }
}

describe('stopSteps', () => {
  it('gives the graceful signal what the harder ones leave', () => {
    expect(stopSteps(['SIGINT', 'SIGQUIT', 'SIGKILL'], 4_000)).toEqual([
      { signal: 'SIGINT', waitMs: 3_000 },
      { signal: 'SIGQUIT', waitMs: 500 },
      { signal: 'SIGKILL', waitMs: 500 },
    ])
  })

  it('never goes below half a second', () => {
    expect(stopSteps(['SIGTERM', 'SIGKILL'], -100)[0]?.waitMs).toBe(500)
  })
})

describe('stopProcess', () => {
  it('ends a process with the first signal it obeys', async () => {
    const { child, record } = start('exec sleep 60')
    const exit = once(child, 'exit')
    await stopProcess(record, stopSteps(['SIGTERM', 'SIGKILL']))
    expect(await exit).toEqual([null, 'SIGTERM'])
  })

  it('becomes harder when a signal is ignored', async () => {
    const { child, record } = start("trap '' TERM; echo up; while :; do sleep 0.1; done")
    await once(child.stdout, 'data')
    const exit = once(child, 'exit')
    await stopProcess(record, stopSteps(['SIGTERM', 'SIGKILL'], 600))
    expect(await exit).toEqual([null, 'SIGKILL'])
  })

  it('never signals a later process with the same pid', async () => {
    const { child, record } = start('exec sleep 60')
    await stopProcess({ ...record, startTime: 'another' }, stopSteps(['SIGKILL']))
    expect(child.signalCode).toBeNull()
    expect(identify(record.pid)).toEqual(record)
  })
})

describe('loadLiveRecord', () => {
  it('gives back the record of a live process', () => {
    const file = join(temporaryFolder(), 'process.json')
    const { record } = start('exec sleep 60')
    saveRecord(file, record)
    expect(loadLiveRecord(file)).toEqual(record)
  })

  it('gives nothing for a process that is gone, a missing file, or nonsense', () => {
    const file = join(temporaryFolder(), 'process.json')
    expect(loadLiveRecord(file)).toBeUndefined()
    saveRecord(file, { pid: process.pid, startTime: 'another' })
    expect(loadLiveRecord(file)).toBeUndefined()
    writeFileSync(file, 'nonsense')
    expect(loadLiveRecord(file)).toBeUndefined()
  })
})

describe('commandLine', () => {
  it('holds the arguments', async () => {
    const { child, record } = start('echo up; exec sleep 60')
    await once(child.stdout, 'data')
    expect(commandLine(record.pid)).toContain('sleep 60')
  })

  it('is empty for nobody', () => {
    expect(commandLine(2 ** 22 + 1)).toBe('')
  })
})
