import { join } from 'node:path'
import { writePrivateFile } from '../services/files.ts'
import type { StartOptions } from './options.ts'

type Connections = { readonly DATABASE_URL: string; readonly REDIS_URL: string }

/**
 * What both programs and the operator's commands read. The connections are also kept for a person's shell; the secret
 * of sessions is for the programs to make and keep in their home, where commands find it too.
 */
export function programEnvironment(
  options: StartOptions,
  connections: Connections,
): NodeJS.ProcessEnv {
  const lines = Object.entries(connections).map(([name, value]) => `${name}='${value}'\n`)
  writePrivateFile(join(options.home, 'env'), lines.join(''))
  return {
    ...options.env,
    ...connections,
    LOADOUT_HOME: options.home,
    PORT: String(options.port),
    WORKER_PORT: String(options.workerPort),
    // On one's own machine nobody else looks; an address for others needs the players' consent.
    PLAYER_PAGES: options.env.PLAYER_PAGES || (options.env.HOST ? 'consented' : 'open'),
    // The demo has a handful of guests write hundreds of texts at once; an address for others is for people.
    MAX_TEXTS_PER_MINUTE: options.env.MAX_TEXTS_PER_MINUTE || (options.env.HOST ? '' : '1000'),
    // Mails point at what has been started, unless the site is elsewhere.
    SITE_URL: options.env.SITE_URL || `http://localhost:${options.port}`,
  }
}
