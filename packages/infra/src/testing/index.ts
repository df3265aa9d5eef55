/** Throw-away databases and services for tests. Not for production code. */
// biome-ignore-start lint/performance/noBarrelFile: the entry `@loadout/infra/testing`
export { bareEnv } from './bare-env.ts'
export { createTestDatabase, type TestDatabase } from './database.ts'
export { startTestRedis, type TestRedisOptions, type TestRedisServer } from './redis-server.ts'
export { requireTestServers, type TestServers } from './servers.ts'
export { tableState } from './table-state.ts'
export { createTestInfra, type TestInfra, type TestInfraOptions } from './test-infra.ts'
export { startTestRelay } from './test-relay.ts'
// biome-ignore-end lint/performance/noBarrelFile: the entry `@loadout/infra/testing`
