import { existsSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { writePrivateFile } from './files.ts'

/** True when this process could listen on the port of the host; without a host, of all addresses. */
export function isPortFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, ...(host ? { host } : {}), exclusive: true }, () =>
      probe.close(() => resolve(true)),
    )
  })
}

/** A port of 127.0.0.1 that was free a moment ago; the caller must cope with losing the race for it. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/**
 * The port a service keeps over restarts: the one in `file` when it is still free, else a new one, which is
 * then kept there. URLs that a user noted stay right as long as that is possible.
 */
export async function keptPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN
  if (Number.isInteger(kept) && (await isPortFree(kept, '127.0.0.1'))) return kept
  const port = await freePort()
  writePrivateFile(file, String(port))
  return port
}

/** True when something accepts TCP connections on the port of 127.0.0.1. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
