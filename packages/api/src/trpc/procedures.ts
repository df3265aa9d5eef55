import type { AnyRouter } from '@trpc/server'
import type { ProcedureMeta } from './meta.ts'

/** What every procedure of a router declares, by its path. */
export function procedureMetas(router: AnyRouter): ReadonlyMap<string, ProcedureMeta> {
  const procedures: Record<string, { readonly _def: { readonly meta?: unknown } }> =
    router._def.procedures
  return new Map(
    Object.entries(procedures).flatMap(([path, { _def }]) =>
      isProcedureMeta(_def.meta) ? [[path, _def.meta] as const] : [],
    ),
  )
}

function isProcedureMeta(meta: unknown): meta is ProcedureMeta {
  return typeof meta === 'object' && meta !== null && 'auth' in meta && 'cache' in meta
}
