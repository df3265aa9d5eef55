import type { Ctx } from '@loadout/core'
import { createInfra, createLog, type Infra, type InfraConfig } from '@loadout/infra'
import { type CliEnv, readEnv } from './env.ts'
import { surroundings } from './surroundings.ts'

/** What a command works with: the services of this process, acting for the installation itself. */
export type CliContext = Ctx & Infra & { readonly config: InfraConfig }

/** Opens the services, runs the command, and closes them whatever happens. */
export async function withServices<Result>(
  command: (ctx: CliContext) => Promise<Result>,
  env: CliEnv = readEnv(),
): Promise<Result> {
  const { config } = env
  const log = createLog({
    level: config.LOG_LEVEL,
    name: 'cli',
    destination: surroundings().stderr,
  })
  const infra = createInfra(config, { profile: 'cli', log })
  try {
    return await command({ ...infra, actor: { kind: 'system', name: 'cli' }, config })
  } finally {
    await infra.close()
  }
}
