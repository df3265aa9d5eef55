import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { parseRecord, tryLock } from './lock.mjs'
import { identify } from './process-identity.mjs'

const self = () => identify(process.pid) ?? { pid: process.pid, startTime: '' }

async function endedProcess() {
  const child = spawn('sleep', ['60'])
  const record = identify(child.pid ?? 0) ?? { pid: 0, startTime: '' }
  child.kill('SIGKILL')
  await once(child, 'exit')
  return record
}

describe('tryLock', () => {
  it('takes a free lock, with its whole content', () => {
    const file = join(temporaryFolder(), 'lock')
    expect(tryLock(file, { ...self(), url: 'http://localhost' })).toBeUndefined()
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...self(), url: 'http://localhost' })
  })

  it('names the live holder', () => {
    const file = join(temporaryFolder(), 'lock')
    tryLock(file, self())
    expect(tryLock(file, { pid: 1, startTime: 'other' })).toEqual(self())
  })

  it('takes over from a process that is gone', async () => {
    const file = join(temporaryFolder(), 'lock')
    writeFileSync(file, JSON.stringify(await endedProcess()))
    expect(tryLock(file, self())).toBeUndefined()
    expect(parseRecord(readFileSync(file, 'utf8'))).toEqual(self())
  })

  it('takes over when the pid of the holder has passed to another process', () => {
    const file = join(temporaryFolder(), 'lock')
    writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: 'long ago' }))
    expect(tryLock(file, self())).toBeUndefined()
  })

  it('takes over a lock that is cut off', () => {
    const file = join(temporaryFolder(), 'lock')
    writeFileSync(file, '{"pid": 12')
    expect(tryLock(file, self())).toBeUndefined()
  })

  it('leaves nothing but the lock behind', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'lock')
    writeFileSync(file, JSON.stringify(await endedProcess()))
    tryLock(file, self())
    tryLock(file, self())
    expect(readdirSync(folder)).toEqual(['lock'])
  })
})

describe('parseRecord', () => {
  it.each(['', 'null', '[]', '{"pid":"1","startTime":"2"}', '{"pid":1}'])('rejects %s', (text) => {
    expect(parseRecord(text)).toBeUndefined()
  })
})
