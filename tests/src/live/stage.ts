import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  bareEnv,
  createTestInfra,
  startTestRedis,
  type TestInfra,
  type TestRedisServer,
} from '@loadout/infra/testing'
import { Redis } from 'ioredis'
import { type ServerProcess, startServer } from '../../../packages/api/test/server-process.ts'

const RELAY = fileURLToPath(new URL('relay-process.ts', import.meta.url))
/** How long a relay may take to come in between, milliseconds. */
const BETWEEN_MS = 2_000

type Moment = 'any' | 'in between'

/** Two API processes, one of each runtime, two relays, and a Redis of their own that keeps a log. */
export interface Stage {
  readonly infra: TestInfra
  /** Of the API processes that run. */
  urls(): readonly string[]
  /** Kills an API process and starts the next. */
  killServer(which: number): Promise<void>
  /** Kills a relay and starts the next. Whether it was killed between publishing and committing. */
  killRelay(which: number, moment: Moment): Promise<boolean>
  /** Kills Redis and starts it again with what its log has kept. */
  killRedis(): Promise<void>
  flushRedis(): Promise<void>
  /** Redis answers nobody for so long. */
  hangRedis(milliseconds: number): Promise<void>
  close(): Promise<void>
}

const SERVERS = ['node', 'bun'] as const

export async function setStage(): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'loadout-live-'))
  const settings = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--dir', dir]
  let redis: TestRedisServer = await startTestRedis({ settings })
  const env = { REDIS_URL: redis.url, PG_POOL_SIZE: '6' }
  const infra = await createTestInfra({ profile: 'api', env })
  const control = new Redis(redis.url, { maxRetriesPerRequest: null })
  control.on('error', () => undefined)
  const serverEnv = { ...infra.env, RATE_READS_PER_SECOND: '0', RATE_WRITES_PER_SECOND: '0' }
  const [relays, ...started] = await Promise.all([
    Promise.all([startRelay(infra), startRelay(infra)]),
    ...SERVERS.map((runtime) => startServer(runtime, serverEnv)),
  ])
  const servers: (ServerProcess | null)[] = started

  const ofServers = servers.map(createTurns)
  const ofRelays = relays.map(createTurns)
  const ofRedis = createTurns()

  async function killServer(slot: number): Promise<void> {
    const server = servers[slot]
    servers[slot] = null
    await server?.stop('SIGKILL')
    servers[slot] = await startServer(SERVERS[slot] ?? 'node', serverEnv)
  }

  async function killRelay(slot: number, moment: Moment): Promise<boolean> {
    const isBetween = moment === 'in between' && (await relays[slot]?.dieInBetween()) === true
    await relays[slot]?.kill()
    relays[slot] = await startRelay(infra)
    return isBetween
  }

  return {
    infra,
    urls: () => servers.flatMap((server) => server?.url ?? []),
    killServer: (which) => inTurn(ofServers, which, killServer),
    killRelay: (which, moment) => inTurn(ofRelays, which, (slot) => killRelay(slot, moment)),
    killRedis: () =>
      ofRedis(async () => {
        await redis.stop('SIGKILL')
        redis = await startTestRedis({ port: redis.port, settings })
      }),
    flushRedis: () => ofRedis(async () => void (await control.flushall())),
    hangRedis: (milliseconds) =>
      ofRedis(async () => {
        const pid = Number(/process_id:(\d+)/.exec(await control.info('server'))?.[1])
        process.kill(pid, 'SIGSTOP')
        await sleep(milliseconds)
        process.kill(pid, 'SIGCONT')
      }),
    async close() {
      await Promise.all(servers.map((server) => server?.stop('SIGKILL')))
      await Promise.all(relays.map((relay) => relay.kill()))
      control.disconnect()
      await infra.close()
      await redis.stop('SIGKILL')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

type Turns = <Value>(act: () => Promise<Value>) => Promise<Value>

/** One after the other: nothing is killed while it starts. */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
}

function inTurn<Value>(
  turns: readonly Turns[],
  which: number,
  act: (slot: number) => Promise<Value>,
): Promise<Value> {
  const slot = which % turns.length
  const turn = turns[slot]
  if (turn === undefined) throw new Error('there is nobody to take a turn')
  return turn(() => act(slot))
}

interface Relay {
  /** Whether it did, in time. */
  dieInBetween(): Promise<boolean>
  kill(): Promise<void>
}

async function startRelay(infra: TestInfra): Promise<Relay> {
  const child: ChildProcess = fork(RELAY, {
    env: { ...bareEnv(), ...infra.env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  await once(child, 'message')
  return {
    async dieInBetween() {
      let isBetween = false
      child.once('message', () => {
        isBetween = true
      })
      child.send('die in between')
      await Promise.race([exited, sleep(BETWEEN_MS)])
      return isBetween
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
