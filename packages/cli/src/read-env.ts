import { type InfraConfig, infraEnv, parseEnv } from '@loadout/infra'
import { type Environment, readHome } from './env.ts'
import { findLocalInstance } from './local-instance.ts'
import { surroundings } from './surroundings.ts'

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
