export { cleanup } from './cleanup.ts'
export * as opsContract from './contract.ts'
export { health } from './health.ts'
