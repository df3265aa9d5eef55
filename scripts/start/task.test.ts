import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { readOptions } from './options.ts'
import { runTask } from './task.ts'
import { welcome } from './welcome.ts'

function entry(script: string): string {
  const file = join(temporaryFolder(), 'main.ts')
  writeFileSync(file, script)
  return file
}

const options = (signal = new AbortController().signal) => ({
  args: ['migrate'],
  env: { ...process.env },
  signal,
})

describe('runTask', () => {
  it('gives stdout and leaves stderr out', async () => {
    const script = `process.stdout.write('to ' + process.argv[2]); process.stderr.write('note')`
    expect(await runTask(entry(script), options())).toBe('to migrate')
  })

  it('fails with the end of the output', async () => {
    const script = `process.stderr.write('no such table'); process.exitCode = 2`
    await expect(runTask(entry(script), options())).rejects.toThrow(
      /loadout migrate failed \(2\):\nno such table/,
    )
  })

  it('ends when it is aborted', async () => {
    const stopping = new AbortController()
    const task = runTask(entry('setInterval(() => {}, 1000)'), options(stopping.signal))
    stopping.abort()
    await expect(task).rejects.toThrow('aborted')
  })
})

describe('welcome', () => {
  const read = (env: NodeJS.ProcessEnv) => readOptions({ root: process.cwd(), env, args: [] })

  it('names the URLs and the password file', async () => {
    const text = welcome(await read({ PORT: '4000', WORKER_PORT: '4001' }))
    expect(text).toContain('http://localhost:4000/readyz')
    expect(text).toContain('http://localhost:4000/ops/jobs')
    expect(text).toContain('http://localhost:4001/readyz')
    expect(text).toContain('.loadout/operator-password')
  })

  it('never prints a password', async () => {
    const text = welcome(await read({ OPERATOR_PASSWORD: 'correct horse' }))
    expect(text).not.toContain('correct horse')
    expect(text).toContain('OPERATOR_PASSWORD')
  })
})
