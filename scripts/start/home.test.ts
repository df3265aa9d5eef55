import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { identify } from '../boot/process-identity.mjs'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { ConfigurationError } from './configuration-error.ts'
import { claimHome } from './home.ts'

const URL = 'http://localhost:3000'

function sleeper() {
  const child = spawn('sleep', ['60'])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { child, record: identify(child.pid ?? 0) ?? { pid: 0, startTime: '' } }
}

const readRun = (home: string) => JSON.parse(readFileSync(join(home, 'run.json'), 'utf8'))

describe('claimHome', () => {
  it('says in one line which variable to change when no folder can be there', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    for (const home of [file, join(file, 'deeper')]) {
      const message = `LOADOUT_HOME: ${home} cannot be used (ENOTDIR). Set it to a folder that you may write to.`
      await expect(claimHome(home, URL)).rejects.toThrow(new ConfigurationError(message))
    }
  })

  it('notes who runs and what was started, the latest process of each role', async () => {
    const home = temporaryFolder()
    const claim = await claimHome(home, URL)
    const [first, second] = [sleeper(), sleeper()]
    claim.note('api', first.record.pid)
    claim.note('api', second.record.pid)
    expect(readRun(home)).toEqual({
      ...identify(process.pid),
      state: 'running',
      url: URL,
      processes: [{ ...second.record, role: 'api' }],
    })
    claim.stopping()
    expect(readRun(home).state).toBe('stopping')
    claim.release()
    expect(existsSync(join(home, 'run.json'))).toBe(false)
  })

  it('refuses a home where another start runs, naming its pid and URL', async () => {
    const home = temporaryFolder()
    const { record } = sleeper()
    const run = { ...record, state: 'running', url: URL, processes: [] }
    writeFileSync(join(home, 'run.json'), JSON.stringify(run))
    await expect(claimHome(home, URL)).rejects.toThrow(`process ${record.pid}, ${URL}`)
    expect(readRun(home)).toEqual(run)
  })

  it('waits for a start that is ending', async () => {
    const home = temporaryFolder()
    const { child, record } = sleeper()
    const run = { ...record, state: 'stopping', url: URL, processes: [] }
    writeFileSync(join(home, 'run.json'), JSON.stringify(run))
    const claiming = claimHome(home, URL)
    child.kill('SIGTERM')
    const claim = await claiming
    expect(readRun(home).pid).toBe(process.pid)
    claim.release()
  })

  it('ends what a killed start left behind, and nothing else', async () => {
    const home = temporaryFolder()
    const [left, unrelated] = [sleeper(), sleeper()]
    const processes = [
      { ...left.record, role: 'redis' },
      { pid: unrelated.record.pid, startTime: 'another', role: 'postgres' },
    ]
    const run = { pid: process.pid, startTime: 'long ago', state: 'running', url: URL, processes }
    writeFileSync(join(home, 'run.json'), JSON.stringify(run))
    const exit = once(left.child, 'exit')
    const claim = await claimHome(home, URL)
    await exit
    expect(identify(unrelated.record.pid)).toEqual(unrelated.record)
    claim.release()
  })
})
