import type { Caller } from './caller.ts'
import { collectItems, type FetchPage, itemsOf, pagesOf, readPage } from './pagination.ts'
import type { CallOptions, CollectOptions, MutationOptions, SubscribeOptions } from './procedure.ts'

/**
 * `loadout.stats.roleBoard.query(...)`: every name is a step of the path until a verb ends it. `own` are
 * names at the root that are no steps.
 */
export function createProxy(
  caller: Caller,
  path: readonly string[] = [],
  own: Readonly<Record<string, unknown>> = {},
): object {
  const steps = new Map<string, unknown>(
    Object.entries(path.length === 0 ? own : verbs(caller, path.join('.'))),
  )
  return new Proxy(Object.freeze({}), {
    get(_target, name) {
      // `await loadout.stats` asks for `then`; symbols are the inspector's.
      if (typeof name !== 'string' || name === 'then') return undefined
      if (!steps.has(name)) steps.set(name, createProxy(caller, [...path, name]))
      return steps.get(name)
    },
  })
}

type Input = Readonly<Record<string, unknown>> | undefined

function verbs({ invoke, subscribe }: Caller, path: string) {
  const query = (input?: unknown, options?: CallOptions) =>
    invoke({ kind: 'query', path }, input, options)
  const pages = (input?: Input, options?: CallOptions) => {
    const fetchPage: FetchPage = async (cursor) =>
      readPage(await query({ ...input, cursor }, options))
    return pagesOf(fetchPage, typeof input?.cursor === 'string' ? input.cursor : undefined)
  }
  const iterate = (input?: Input, options?: CallOptions) => itemsOf(pages(input, options))
  return {
    query,
    mutate: (input?: unknown, options?: MutationOptions) =>
      invoke({ kind: 'mutation', path }, input, options),
    subscribe: (input?: Input, options?: SubscribeOptions) => subscribe(path, input, options),
    pages,
    iterate,
    collect: (input: Input, { max, ...options }: CollectOptions) =>
      collectItems(iterate(input, options), max),
  }
}
