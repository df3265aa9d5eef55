import type { ErrorCode } from '@loadout/core'
import type { matchesContract } from '@loadout/core/matches'
import type { statsContract } from '@loadout/core/stats'
import { createTRPCClient, httpBatchLink, type TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { describe, expectTypeOf, it } from 'vitest'
import type { AppRouter } from '../src/index.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>

describe('AppRouter', () => {
  it('has the inputs of the contracts, all of them optional where all has defaults', () => {
    expectTypeOf<undefined>().toExtend<Inputs['stats']['roleBoard']>()
    expectTypeOf<{ queue: string; tier: 'high' }>().toExtend<Inputs['stats']['maps']>()
    expectTypeOf<{ tier: 'gold' }>().not.toExtend<Inputs['stats']['maps']>()
    expectTypeOf<undefined>().not.toExtend<Inputs['matches']['get']>()
    expectTypeOf<Inputs['matches']['ingest']['source']>().toBeString()
  })

  it('has the outputs of the contracts', () => {
    expectTypeOf<Outputs['stats']['roleBoard']>().toEqualTypeOf<statsContract.RoleBoard>()
    expectTypeOf<Outputs['matches']['get']>().toEqualTypeOf<matchesContract.MatchDetail>()
    expectTypeOf<Outputs['matches']['ingest']>().toEqualTypeOf<matchesContract.IngestOutcome>()
  })

  it('tells a client which codes there are', () => {
    type Data = NonNullable<TRPCClientError<AppRouter>['data']>
    expectTypeOf<Data['appCode']>().toEqualTypeOf<ErrorCode>()
    expectTypeOf<Data['requestId']>().toBeString()
    expectTypeOf<Data['fields'][number]['pointer']>().toBeString()
    expectTypeOf<Data>().not.toHaveProperty('stack')
  })

  it('does not let a query be called as a mutation', () => {
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: 'http://api/trpc' })],
    })
    expectTypeOf(client.stats.maps).not.toHaveProperty('mutate')
    expectTypeOf(client.matches.ingest).not.toHaveProperty('query')
  })
})
