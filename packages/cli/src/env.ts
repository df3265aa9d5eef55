import { isAbsolute, join } from 'node:path'
import { surroundings } from './surroundings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const ROOT = join(import.meta.dirname, '../../..')

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
