import { infraEnv, parseEnv } from '@loadout/infra'
import { z } from 'zod'

/** What the worker reads from its environment. */
export const workerEnv = {
  ...infraEnv,
  WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3_001)
    .describe('Port of `/livez`, `/readyz` and `/metrics`.'),
  WORKER_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address that port is bound to; `0.0.0.0` in a container.'),
} as const

export type WorkerConfig = z.output<z.ZodObject<typeof workerEnv>>

/** The one place where this process reads its environment. Throws ConfigError. */
export function readEnv(): WorkerConfig {
  return parseEnv(workerEnv, process.env)
}
