import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { accepts, freePort, isPortFree, keptPort } from './ports.ts'

async function occupy(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
}

describe('isPortFree', () => {
  it('is true for a free port and false for one that is taken', async () => {
    const port = await freePort()
    expect(await isPortFree(port, '127.0.0.1')).toBe(true)
    await occupy(port)
    expect(await isPortFree(port, '127.0.0.1')).toBe(false)
  })

  it('sees a listener on one address when it asks for all', async () => {
    const port = await freePort()
    await occupy(port)
    expect(await isPortFree(port)).toBe(false)
  })
})

describe('accepts', () => {
  it('says whether somebody answers', async () => {
    const port = await freePort()
    expect(await accepts(port)).toBe(false)
    await occupy(port)
    expect(await accepts(port)).toBe(true)
  })
})

describe('keptPort', () => {
  it('stays the same while it is free', async () => {
    const file = join(temporaryFolder(), 'port')
    const port = await keptPort(file)
    expect(await keptPort(file)).toBe(port)
  })

  it('moves when another program has taken it, and stays there', async () => {
    const file = join(temporaryFolder(), 'port')
    const port = await keptPort(file)
    await occupy(port)
    const next = await keptPort(file)
    expect(next).not.toBe(port)
    expect(await keptPort(file)).toBe(next)
  })

  it('survives a file that holds no number', async () => {
    const file = join(temporaryFolder(), 'port')
    writeFileSync(file, 'none')
    expect(await keptPort(file)).toBeGreaterThan(0)
  })
})
