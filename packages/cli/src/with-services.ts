import type { Ctx } from '@loadout/core'
import type { Infra, InfraConfig } from '@loadout/infra'
import type { CliEnv } from './read-env.ts'
import { surroundings } from './surroundings.ts'

/** What a command works with: the services of this process, acting for the installation itself. */
export type CliContext = Ctx & Infra & { readonly config: InfraConfig }

/** Opens the services, runs the command, and closes them whatever happens. */
export async function withServices<Result>(
  command: (ctx: CliContext) => Promise<Result>,
  given?: CliEnv,
): Promise<Result> {
  // Most of what a process loads: help and wrong arguments do without.
  const [{ createInfra, createLog }, { readEnv }] = await Promise.all([
    import('@loadout/infra'),
    import('./read-env.ts'),
  ])
  const { config } = given ?? readEnv()
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
