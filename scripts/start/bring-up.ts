import { join } from 'node:path'
import { secretFile, writePrivateFile } from '../services/files.ts'
import { isPortFree } from '../services/ports.ts'
import { startPostgres } from '../services/postgres.ts'
import { startRedis } from '../services/redis.ts'
import type { Claim } from './home.ts'
import { OPERATOR_EMAIL, type StartOptions } from './options.ts'
import { startProgram } from './program.ts'
import { programEnvironment } from './program-environment.ts'
import type { Running } from './running.ts'
import { requireServers } from './servers.ts'
import { settleAll } from './settle.ts'
import { runTask } from './task.ts'
import { say, step, warn } from './terminal.ts'

export type BringUp = {
  readonly root: string
  readonly options: StartOptions
  readonly claim: Claim
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal
}

/**
 * Starts PostgreSQL and Redis together, migrates, then starts the API and the worker together.
 * @returns the environment of the programs, for further commands
 * @throws Error that says which part failed and why
 */
export async function bringUp(running: Running, context: BringUp): Promise<NodeJS.ProcessEnv> {
  const { root, options, signal } = context
  await requirePorts(options)
  await requireServers(options)
  const [databaseUrl, redisUrl] = await settleAll([
    step('PostgreSQL', () => provideDatabase(running, context), describeUrl),
    step('Redis', () => provideRedis(running, context), describeUrl),
  ] as const)
  signal.throwIfAborted()
  const env = programEnvironment(options, { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl })
  const migrate = () => runTask(cliEntry(root), { args: ['migrate'], env, signal })
  await step('migrations', migrate, (output) => output.trimEnd().split('\n').at(-1) ?? '')
  await settleAll([
    step(
      'operator',
      () => provideOperator(env, context),
      () => OPERATOR_EMAIL,
    ),
    step(
      'API',
      () => program('api', { ...context, running, env }),
      () => `port ${options.port}`,
    ),
    step(
      'worker',
      () => program('worker', { ...context, running, env }),
      () => `port ${options.workerPort}`,
    ),
  ])
  return env
}

/** The account that opens `/ops/jobs`. Its password is kept in a file, and is what that file says at each start. */
async function provideOperator(
  env: NodeJS.ProcessEnv,
  { root, options, signal }: BringUp,
): Promise<void> {
  const file = join(options.home, 'operator-password')
  if (options.operatorPassword) writePrivateFile(file, options.operatorPassword)
  else secretFile(file)
  const identity = ['--email', OPERATOR_EMAIL, '--name', 'Operator', '--role', 'admin']
  const args = ['user', 'create', ...identity, '--password-file', file, '--replace']
  await runTask(cliEntry(root), { args, env, signal })
}

export const cliEntry = (root: string) => join(root, 'packages/cli/src/main.ts')

async function requirePorts({ port, workerPort }: StartOptions): Promise<void> {
  for (const [name, number] of Object.entries({ PORT: port, WORKER_PORT: workerPort })) {
    if ((await isPortFree(number)) && (await isPortFree(number, '127.0.0.1'))) continue
    throw new Error(
      `Port ${number} (${name}) is in use. Stop what listens there, or choose another: ${name}=${number + 10} npm start`,
    )
  }
}

async function provideDatabase(running: Running, { options, claim }: BringUp): Promise<string> {
  if (options.databaseUrl) return options.databaseUrl
  running.postgres = await startPostgres({ dir: join(options.home, 'postgres') })
  claim.note('postgres', running.postgres.pid)
  return running.postgres.url
}

async function provideRedis(running: Running, { options, claim }: BringUp): Promise<string> {
  if (options.redisUrl) return options.redisUrl
  const log = (line: string) => say(`      ${line}`)
  running.redis = await startRedis({ dir: join(options.home, 'redis'), log })
  claim.note('redis', running.redis.pid)
  return running.redis.url
}

const PROGRAMS = {
  api: { name: 'API', entry: 'packages/api/src/main.node.ts' },
  worker: { name: 'worker', entry: 'packages/worker/src/main.ts' },
} as const

type ProgramContext = BringUp & { readonly running: Running; readonly env: NodeJS.ProcessEnv }

async function program(role: keyof typeof PROGRAMS, context: ProgramContext): Promise<void> {
  const { root, options, claim, running, env, signal } = context
  const started = await startProgram({
    name: PROGRAMS[role].name,
    entry: join(root, PROGRAMS[role].entry),
    env,
    port: role === 'api' ? options.port : options.workerPort,
    logFile: join(options.home, 'logs', `${role}.log`),
    onStart: (pid) => claim.note(role, pid),
    onRestart: warn,
    signal,
  })
  running.programs.push(started)
}

/** Host, port and database, without the password. */
function describeUrl(url: string): string {
  if (!URL.canParse(url)) return 'as set in the environment'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
