// biome-ignore-all lint/performance/noBarrelFile: the namespace `statsContract`, one contract per page
export * from './agents/contract.ts'
export * from './contract.ts'
export * from './maps/contract.ts'
export * from './measures/contract.ts'
export * from './teams/contract.ts'
export * from './trends/contract.ts'
export * from './weapons/contract.ts'
