export { cleanup } from './cleanup.ts'
export * as opsContract from './contract.ts'
export { type HealthProbes, health } from './health.ts'
