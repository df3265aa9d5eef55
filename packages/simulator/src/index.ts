export { type AmplifyOptions, amplify, amplifyText } from './amplify.ts'
export { DEFAULT_MIX, MATCH_KINDS, type MatchKind, type MatchMix } from './match-kinds.ts'
export { REGIONS, type Region } from './population.ts'
export { createPrng, type Prng } from './prng.ts'
export type * from './riot-document.ts'
export {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
  simulateMatches,
} from './simulator.ts'
