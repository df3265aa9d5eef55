import { randomUUID } from 'node:crypto'
import { type InfraConfig, infraEnv, parseEnv } from '@loadout/infra'

/** The one place where the tests, and the processes they start, read their environment. */

/** `FAULT_SEED` replays the faults of a run that printed it; without it every run draws others. */
export function readFaultSeed(): string {
  return process.env.FAULT_SEED ?? randomUUID().slice(0, 8)
}

/** Whether this is `npm run stress`, which runs the campaigns in full; `npm test` runs short ones of the same kind. */
export function isStress(): boolean {
  return process.env.STRESS === '1'
}

/** `FAULT_REBUILD_MATCHES`: how many matches are rebuilt under fire. */
export function readRebuildMatches(): number {
  return Number(process.env.FAULT_REBUILD_MATCHES ?? (isStress() ? 600 : 64))
}

/** The configuration that a test gave to the process it started. */
export function readInfraConfig(): InfraConfig {
  return parseEnv(infraEnv, process.env)
}
