import type { AppRouter, TrpcErrorData } from '@loadout/api'
import type { ErrorCode } from '@loadout/core'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { describe, expectTypeOf, it } from 'vitest'
import type {
  FieldError,
  LiveEvent,
  Loadout,
  Mutation,
  Query,
  ServerErrorCode,
  Subscription,
} from '../src/index.ts'

type ServerInputs = inferRouterInputs<AppRouter>
type Answers = inferRouterOutputs<AppRouter>
/** Of a subscription: an event, without the id that the client keeps. */
type ServerOutputs = {
  [R in keyof Answers]: {
    [P in keyof Answers[R]]: Answers[R][P] extends AsyncIterable<{ data: infer Event }>
      ? Event
      : Answers[R][P]
  }
}

/** `{ stats: { roleBoard: Input } }`, read off the client's own types. */
type ClientInputs = {
  [R in keyof Loadout]: { [P in keyof Loadout[R]]: Sides<Loadout[R][P]>['input'] }
}
type ClientOutputs = {
  [R in keyof Loadout]: { [P in keyof Loadout[R]]: Sides<Loadout[R][P]>['output'] }
}
type Sides<P> =
  P extends Subscription<infer Input, infer Event>
    ? { input: Input; output: Event }
    : P extends Query<infer Input, infer Output>
      ? { input: Input; output: Output }
      : P extends Mutation<infer Input, infer Output>
        ? { input: Input; output: Output }
        : never

/** Procedures that take anything: one without any field takes `{}` on the server, nothing in the client. */
type Taking<R extends keyof ClientInputs> = {
  [P in keyof ClientInputs[R]]: [ClientInputs[R][P]] extends [undefined] ? never : P
}[keyof ClientInputs[R]]

/** Whether an input may be left out is in the method's signature, not in its type. */
type Given<Inputs> = {
  [R in keyof Inputs & keyof ClientInputs]: {
    [P in keyof Inputs[R] & Taking<R>]: NonNullable<Inputs[R][P]>
  }
}

describe('the generated types', () => {
  it('name the same procedures as the router', () => {
    expectTypeOf<keyof Loadout>().toEqualTypeOf<keyof ServerInputs>()
    expectTypeOf<keyof Loadout['stats']>().toEqualTypeOf<keyof ServerInputs['stats']>()
    expectTypeOf<keyof Loadout['matches']>().toEqualTypeOf<keyof ServerInputs['matches']>()
    expectTypeOf<keyof Loadout['players']>().toEqualTypeOf<keyof ServerInputs['players']>()
    expectTypeOf<keyof Loadout['ops']>().toEqualTypeOf<keyof ServerInputs['ops']>()
  })

  it('give what the router gives', () => {
    expectTypeOf<ClientOutputs>().toExtend<ServerOutputs>()
    expectTypeOf<ServerOutputs>().toExtend<ClientOutputs>()
  })

  it('take what the router takes', () => {
    expectTypeOf<ClientInputs>().toExtend<ServerInputs>()
    expectTypeOf<Given<ServerInputs>>().toExtend<Given<ClientInputs>>()
    expectTypeOf<Taking<'stats'>>().toEqualTypeOf<keyof Loadout['stats']>()
    expectTypeOf<ClientInputs['ops']['health']>().toEqualTypeOf<undefined>()
  })

  it('agree with the API on what an error carries', () => {
    expectTypeOf<TrpcErrorData>().toExtend<{
      appCode: ServerErrorCode
      httpStatus: number
      requestId: string
      retryable: boolean
      fields: readonly FieldError[]
      retryAfterSeconds?: number
    }>()
  })

  it("know core's error codes", () => {
    expectTypeOf<ServerErrorCode>().toEqualTypeOf<ErrorCode>()
  })
})

it('the helpers of this file tell types apart', () => {
  expectTypeOf<ClientOutputs['stats']['maps']>().not.toBeAny()
  expectTypeOf<ClientOutputs['stats']['maps']>().not.toBeNever()
  expectTypeOf<ClientInputs['matches']['ingest']>().not.toBeNever()
  expectTypeOf<ClientOutputs['live']['events']>().toEqualTypeOf<LiveEvent>()
  expectTypeOf<ServerOutputs['live']['events']>().not.toBeAny()
  expectTypeOf<ServerOutputs['stats']['maps']>().not.toBeAny()
  expectTypeOf<ServerInputs['stats']['maps']>().not.toBeAny()
  expectTypeOf<ClientOutputs['stats']['maps']>().not.toExtend<ServerOutputs['stats']['agents']>()
})
