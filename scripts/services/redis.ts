import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { type Service, startDaemon } from './daemon.ts'
import { secretFile, writePrivateFile } from './files.ts'
import { redisBinary } from './redis-binary.ts'

export type RedisOptions = {
  /** Holds the append-only file, the password, port and log. Made when missing. */
  readonly dir: string
  /** A fixed port; without it a free one is chosen and kept in `dir`. */
  readonly port?: number
  /** Told when something takes long, such as installing the package. */
  readonly log?: (line: string) => void
}

// SIGTERM writes the append-only file out before the end.
const STOP_SIGNALS = ['SIGTERM', 'SIGKILL'] as const

/**
 * Starts Redis (or Valkey) on 127.0.0.1 with a password, an append-only file synced every second, and no
 * eviction: BullMQ's jobs must not be dropped to make room.
 * @throws Error when there is no server and none can be installed without asking.
 */
export async function startRedis(options: RedisOptions): Promise<Service> {
  const dir = resolve(options.dir)
  mkdirSync(join(dir, 'data'), { recursive: true })
  const binary = await redisBinary(options.log)
  const password = secretFile(join(dir, 'password'))
  const config = join(dir, 'redis.conf')
  return startDaemon({
    name: 'redis',
    dir,
    port: options.port,
    command: (port) => {
      writePrivateFile(config, configuration(join(dir, 'data'), port, password))
      return { file: binary, args: [config] }
    },
    isReady: (port) => answersPing(port, password),
    url: (port) => `redis://:${password}@127.0.0.1:${port}/0`,
    stopSignals: STOP_SIGNALS,
  })
}

/** The password stands in a private file because every user of the machine can read a command line. */
function configuration(dataDir: string, port: number, password: string): string {
  const quoted = dataDir.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `bind 127.0.0.1
port ${port}
requirepass ${password}
dir "${quoted}"
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
`
}

/** Asks in the plain text protocol; while it loads its file, Redis answers -LOADING. */
function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let reply = ''
    socket.setEncoding('utf8').setTimeout(1_000, () => socket.destroy())
    socket.on('data', (text) => {
      reply += text
      if (reply.split('\r\n').length > 2) socket.destroy()
    })
    socket.once('error', () => socket.destroy())
    socket.once('close', () => resolve(reply.includes('+PONG')))
    socket.write(`AUTH ${password}\r\nPING\r\n`)
  })
}
