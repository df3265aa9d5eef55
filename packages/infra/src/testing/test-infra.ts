import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Log, silentLog } from '@loadout/core'
import type { Game } from '@loadout/core/sources'
import type { Redis } from 'ioredis'
import { type InfraConfig, infraEnv, parseEnv } from '../config.ts'
import { createInfra, type Infra } from '../create-infra.ts'
import { GAME } from '../game.ts'
import type { Profile } from '../postgres.ts'
import { createTestDatabase } from './database.ts'
import { requireTestServers } from './servers.ts'

export interface TestInfra extends Infra {
  /** What the services were made from: give it to a process under test to make it share them. */
  readonly config: InfraConfig
  /** `config` as environment variables, for a process that is spawned. */
  readonly env: Readonly<Record<string, string>>
}

export interface TestInfraOptions {
  readonly profile?: Profile
  readonly log?: Log
  /** `GAME` if left out. */
  readonly game?: Game
  /** Environment variables that differ from the defaults. */
  readonly env?: Readonly<Record<string, string>>
}

/** Real services on a database, a Redis prefix and a folder of their own; `close()` removes all three. */
export async function createTestInfra(options: TestInfraOptions = {}): Promise<TestInfra> {
  const { redisUrl } = requireTestServers()
  const game = options.game ?? GAME
  const database = await createTestDatabase(game)
  const home = await mkdtemp(join(tmpdir(), 'loadout-test-'))
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    REDIS_DURABILITY: 'warn',
    LOADOUT_HOME: home,
    LOG_LEVEL: 'warn',
    PREPARE_THREADS: '0',
    PLAYER_PAGES: 'open',
    PHOTO_HOSTS: '*',
    // Tests write much at once.
    MAX_TEXTS_PER_MINUTE: '1000',
    QUEUE_PREFIX: `test-${randomUUID()}`,
    ...options.env,
  }
  const config = parseEnv(infraEnv, env)
  const infra = createInfra(config, {
    profile: options.profile ?? 'worker',
    log: options.log ?? silentLog,
    game,
  })
  let closed: Promise<void> | undefined

  async function close(): Promise<void> {
    await removeKeys(infra.redis, config.QUEUE_PREFIX)
    await infra.close()
    await database.drop()
    await rm(home, { recursive: true, force: true })
  }

  return {
    ...infra,
    config,
    env,
    close() {
      closed ??= close()
      return closed
    },
  }
}

async function removeKeys(redis: Redis, prefix: string): Promise<void> {
  for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
    if (keys.length > 0) await redis.unlink(keys)
  }
}
