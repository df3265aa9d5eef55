export { cleanup } from './cleanup.ts'
export * as opsContract from './contract.ts'
export { POSSESSIONS } from './guest-queries.ts'
export { type HealthProbes, health } from './health.ts'
