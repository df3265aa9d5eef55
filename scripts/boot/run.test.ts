import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const RUN = join(import.meta.dirname, 'run.mjs')

/** Starts a process that hands over to `child` through runWithNode. */
function hostOf(child: string) {
  const folder = temporaryFolder()
  const script = join(folder, 'child.mjs')
  const host = join(folder, 'host.mjs')
  writeFileSync(script, child)
  const call = `runWithNode(process.execPath, [${JSON.stringify(script)}, 'a b'], { env: process.env, watchParent: false })`
  writeFileSync(host, `import { runWithNode } from ${JSON.stringify(RUN)}\n${call}\n`)
  return spawn(process.execPath, [host], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('runWithNode', () => {
  it('passes arguments, output and the exit code through', async () => {
    const host = hostOf(`process.stdout.write(process.argv[2]); process.exitCode = 7`)
    const [[output], [code]] = await Promise.all([once(host.stdout, 'data'), once(host, 'exit')])
    expect(String(output)).toBe('a b')
    expect(code).toBe(7)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'forwards %s and waits for the end',
    async (signal) => {
      const host = hostOf(
        `setInterval(() => {}, 1000); process.on('${signal}', () => setTimeout(() => process.exit(5), 50)); process.stdout.write('up')`,
      )
      await once(host.stdout, 'data')
      host.kill(signal)
      expect(await once(host, 'exit')).toEqual([5, null])
    },
  )

  it('ends by the signal that ended the child', async () => {
    const host = hostOf(`process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`)
    expect(await once(host, 'exit')).toEqual([null, 'SIGTERM'])
  })

  it('tells the child through its channel when it was killed', async () => {
    const host = hostOf(
      `process.on('disconnect', () => { process.stdout.write('alone'); process.exit() }); process.stdout.write('up')`,
    )
    await once(host.stdout, 'data')
    host.kill('SIGKILL')
    expect(String((await once(host.stdout, 'data'))[0])).toBe('alone')
  })
})
