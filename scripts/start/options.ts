import { isAbsolute, join } from 'node:path'

/** What `npm start` is told. Ports are TCP ports; `home` is an absolute path. */
export type StartOptions = {
  readonly home: string
  readonly port: number
  readonly workerPort: number
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly operatorPassword: string | undefined
  readonly demo: boolean
  /** What the boot took before this process began, in milliseconds. */
  readonly bootMs: number
  /** Passed on to every process that is started. */
  readonly env: NodeJS.ProcessEnv
}

type Input = {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly args: readonly string[]
}

/**
 * Reads the environment and the flags.
 * @throws Error that lists every value that makes no sense.
 */
export function readOptions({ root, env, args }: Input): StartOptions {
  const problems = args.filter((arg) => arg !== '--no-demo').map((arg) => `unknown option ${arg}`)
  const port = readPort('PORT', env.PORT || '3000', problems)
  const workerPort = readPort('WORKER_PORT', env.WORKER_PORT || '3001', problems)
  if (port === workerPort) problems.push(`PORT and WORKER_PORT are both ${port}`)
  if (problems.length > 0) throw new Error(`npm start: ${problems.join('; ')}.`)
  const home = env.LOADOUT_HOME || '.loadout'
  return {
    home: isAbsolute(home) ? home : join(root, home),
    port,
    workerPort,
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    operatorPassword: env.OPERATOR_PASSWORD || undefined,
    demo: !args.includes('--no-demo'),
    bootMs: Number(env.LOADOUT_BOOT_MS ?? 0),
    env,
  }
}

function readPort(name: string, text: string, problems: string[]): number {
  const port = Number(text)
  const valid = Number.isInteger(port) && port > 0 && port < 65_536
  if (!valid) problems.push(`${name}=${text} is no TCP port`)
  return port
}
