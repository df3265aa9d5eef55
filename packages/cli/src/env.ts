import { isAbsolute, join } from 'node:path'
import { type InfraConfig, infraEnv, parseEnv } from '@loadout/infra'
import { findLocalInstance } from './local-instance.ts'
import { surroundings } from './surroundings.ts'

type Environment = Readonly<Record<string, string | undefined>>

const ROOT = join(import.meta.dirname, '../../..')

export interface CliEnv {
  readonly config: InfraConfig
  /** Whether connections were taken from a Loadout that `npm start` runs here. */
  readonly local: boolean
}

/**
 * The settings of a command that needs the servers. Connections that are not set are those of the
 * running local instance, if there is one. Throws ConfigError.
 */
export function readEnv(env: Environment = surroundings().env): CliEnv {
  const home = readHome(env)
  const { running, variables } = findLocalInstance(home)
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const config = parseEnv(infraEnv, {
    LOG_LEVEL: 'error',
    ...variables,
    ...given,
    LOADOUT_HOME: home,
  })
  return { config, local: running && given.DATABASE_URL === undefined }
}

/** Where people's paths start: npm runs scripts in the package's folder and says where it was called. */
export function readWorkingDirectory(env: Environment = surroundings().env): string {
  const calledBy = env.npm_lifecycle_event === 'loadout' ? env.INIT_CWD : undefined
  return calledBy ?? surroundings().cwd()
}

export function isDebug(env: Environment = surroundings().env): boolean {
  return env.LOADOUT_DEBUG !== undefined && env.LOADOUT_DEBUG !== '0'
}

/** The folder of this installation, as `npm start` reads it: relative to where Loadout is. */
export function readHome(env: Environment = surroundings().env): string {
  const home = env.LOADOUT_HOME || '.loadout'
  return isAbsolute(home) ? home : join(ROOT, home)
}
