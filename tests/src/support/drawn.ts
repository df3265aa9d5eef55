import type fc from 'fast-check'

/** What an arbitrary gives. */
export type Drawn<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never
