export { castVote } from './cast-vote.ts'
export * as votesContract from './contract.ts'
export { react } from './react.ts'
