import { isAbsolute, join } from 'node:path'
import { ConfigurationError } from './configuration-error.ts'
import { settingProblems } from './settings.ts'

/** Who signs in at `/ops/jobs` of an installation that `npm start` runs; nothing is ever mailed there. */
export const OPERATOR_EMAIL = 'operator@loadout.local'

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
 * @throws ConfigurationError that lists every problem, those of the API's and the worker's settings included.
 */
export async function readOptions({ root, env, args }: Input): Promise<StartOptions> {
  const problems = args.filter((arg) => arg !== '--no-demo').map((arg) => `unknown option ${arg}`)
  const port = readPort('PORT', env.PORT || '3000', problems)
  const workerPort = readPort('WORKER_PORT', env.WORKER_PORT || '3001', problems)
  if (port === workerPort) problems.push('PORT and WORKER_PORT must differ')
  problems.push(...(await settingProblems(env)))
  if (env.OPERATOR_PASSWORD && env.OPERATOR_PASSWORD.length < 12) {
    problems.push('OPERATOR_PASSWORD: must have at least 12 characters')
  }
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  ${problem}`)
    throw new ConfigurationError(['npm start cannot work with this:', ...lines].join('\n'))
  }
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
  if (!valid) problems.push(`${name}: must be a TCP port, 1 to 65535`)
  return port
}
