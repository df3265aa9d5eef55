import { join } from 'node:path'
import { createApiKey } from '@loadout/core/accounts'
import type { Infra } from '@loadout/infra'
import { freePort } from '../../../scripts/services/ports.ts'
import { NODE_FLAGS } from '../../../scripts/start/node-flags.ts'
import { type Child, startChild, untilReady } from './child.ts'
import type { Bench } from './scenario.ts'
import { type Services, startServices } from './services.ts'

/** Loadout as it runs in production: PostgreSQL (fsync on), Redis, API and worker, each its own process. */
export interface Stack extends AsyncDisposable {
  /** Of the API, without a slash at the end. */
  readonly url: string
  /** An API key that may write matches and read operations. */
  readonly token: string
  readonly pids: Readonly<Record<Role, number>>
  /** This process's own connections: for set-up and for looking at the truth. */
  readonly infra: Infra
  /** The environment of the programs, for further commands of the operator. */
  readonly env: NodeJS.ProcessEnv
  readonly profileDir: string | null
}

export const ROLES = ['api', 'worker', 'postgres', 'redis'] as const
export type Role = (typeof ROLES)[number]

const PROGRAMS = {
  api: 'packages/api/src/main.node.ts',
  worker: 'packages/worker/src/main.ts',
  /** The API without its cache. */
  uncached: 'bench/src/harness/uncached-api-program.ts',
} as const

/**
 * Starts everything on free ports of 127.0.0.1 with empty data, or what `fill` makes of it before API and
 * worker start; `start` gives other services than empty ones. Disposing stops it in reverse order.
 */
export async function startStack(
  bench: Bench,
  fill: (infra: Infra) => Promise<void> = async () => {},
  start: (bench: Bench) => Promise<Services> = startServices,
): Promise<Stack> {
  await using started = new AsyncDisposableStack()
  const services = started.use(await start(bench))
  const { infra, connections, pids } = services
  const token = await createToken(infra)
  await fill(infra)
  const env = {
    ...bench.env.inherited,
    ...connections,
    PORT: String(await freePort()),
    WORKER_PORT: String(await freePort()),
    RATE_READS_PER_SECOND: '0',
    RATE_WRITES_PER_SECOND: '0',
    RATE_GUESTS_PER_MINUTE: '0',
    RATE_SIGN_INS_PER_MINUTE: '0',
    PLAYER_PAGES: 'open',
    LOG_LEVEL: 'warn',
  }
  const api = started.use(await startProgram(bench, 'api', { env, port: env.PORT }))
  const worker = started.use(await startProgram(bench, 'worker', { env, port: env.WORKER_PORT }))
  const all = started.move()
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    token,
    pids: { api: api.pid, worker: worker.pid, ...pids },
    infra,
    env,
    profileDir: bench.profileDir,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** An API that runs beside that of the stack. */
export interface AnotherApi extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

/** Another API of this stack on a port of its own, e.g. with other settings. Disposing stops it. */
export async function startApi(
  bench: Bench,
  stack: Stack,
  settings: Readonly<Record<string, string>>,
  program: 'api' | 'uncached' = 'api',
): Promise<AnotherApi> {
  const port = String(await freePort())
  const env = { ...stack.env, ...settings, PORT: port }
  const api = await startProgram(bench, program, { env, port, log: `${program}-${port}` })
  return {
    url: `http://127.0.0.1:${port}`,
    pid: api.pid,
    [Symbol.asyncDispose]: () => api.stop(),
  }
}

async function createToken(infra: Infra): Promise<string> {
  const operator = { ...infra, actor: { kind: 'system', name: 'bench' } } as const
  const key = await createApiKey(operator, { name: 'bench', scopes: ['matches:write', 'ops:read'] })
  return key.token
}

async function startProgram(
  bench: Bench,
  role: keyof typeof PROGRAMS,
  options: { readonly env: NodeJS.ProcessEnv; readonly port: string; readonly log?: string },
): Promise<Child> {
  const logFile = join(bench.dir, `${options.log ?? role}.log`)
  const entry = join(bench.root, PROGRAMS[role])
  const child = startChild({
    entry,
    flags: NODE_FLAGS,
    env: options.env,
    logFile,
    profileDir: bench.profileDir,
  })
  try {
    const url = `http://127.0.0.1:${options.port}/readyz`
    await untilReady(child, { url, logFile, signal: bench.signal })
    return child
  } catch (error) {
    await child.stop()
    throw error
  }
}
