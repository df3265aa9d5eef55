import type { AnyRouter } from '@trpc/server'
import { ZodType } from 'zod'
import { eventSchemaOf } from '../trpc/events-of.ts'

export interface ProcedureSchemas {
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly input: ZodType
  /** Of a subscription: of each event. */
  readonly output: ZodType
}

/** What the procedures of a router take and answer, by their path. */
export function procedureSchemas(router: AnyRouter): ReadonlyMap<string, ProcedureSchemas> {
  const procedures: Record<string, { readonly _def: Definition }> = router._def.procedures
  return new Map(
    Object.entries(procedures).flatMap(([path, { _def }]) => {
      const { type, output } = _def
      const [input] = _def.inputs
      return input instanceof ZodType && output instanceof ZodType
        ? [[path, { type, input, output: eventSchemaOf(output) ?? output }] as const]
        : []
    }),
  )
}

interface Definition {
  readonly type: ProcedureSchemas['type']
  readonly inputs: readonly unknown[]
  readonly output?: unknown
}
