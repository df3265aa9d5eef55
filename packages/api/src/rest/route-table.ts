import type { ProcedureMeta, RestMethod } from '../trpc/meta.ts'

/** A procedure as REST has it. */
export interface RestRoute {
  /** E.g. `posts.get`. */
  readonly procedure: string
  readonly meta: ProcedureMeta
  readonly method: RestMethod
  /** E.g. `/posts/{postId}`. */
  readonly path: string
  readonly segments: readonly Segment[]
}

/** What a segment of a path has to be, or the name of what stands there, e.g. `subject.kind`. */
export type Segment = { readonly literal: string } | { readonly name: string }

export type Params = ReadonlyMap<string, string>

export type Found =
  | { readonly route: RestRoute; readonly params: Params }
  /** The methods that this path has. */
  | { readonly allow: readonly RestMethod[] }

export interface RouteTable {
  readonly routes: readonly RestRoute[]
  /** Null: no method has this path. */
  find(method: string, path: string): Found | null
}

export function createRouteTable(metas: ReadonlyMap<string, ProcedureMeta>): RouteTable {
  const routes = [...metas].map(([procedure, meta]) => toRoute(procedure, meta))
  // What is written out comes before what stands for anything: `/reviews/mine` is nobody's id.
  const byLength = Map.groupBy(routes.toSorted(byPlaceholders), ({ segments }) => segments.length)
  return {
    routes,
    find(method, path) {
      const given = segmentsOf(path)
      const fitting = (byLength.get(given.length) ?? []).flatMap((route) => {
        const params = paramsOf(route, given)
        return params === null ? [] : [{ route, params }]
      })
      const found = fitting.find(({ route }) => route.method === method)
      if (found !== undefined) return found
      const allow = [...new Set(fitting.map(({ route }) => route.method))]
      return allow.length === 0 ? null : { allow }
    },
  }
}

function toRoute(procedure: string, meta: ProcedureMeta): RestRoute {
  const at = meta.rest.indexOf(' ')
  const path = meta.rest.slice(at + 1)
  return {
    procedure,
    meta,
    method: meta.rest.slice(0, at) as RestMethod,
    path,
    segments: segmentsOf(path).map((text) =>
      text.startsWith('{') ? { name: text.slice(1, -1) } : { literal: text },
    ),
  }
}

function byPlaceholders(a: RestRoute, b: RestRoute): number {
  const rank = ({ segments }: RestRoute) =>
    segments.map((segment) => ('literal' in segment ? '0' : '1')).join('')
  return rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))
}

const segmentsOf = (path: string): readonly string[] => path.slice(1).split('/')

/** What stands in the places of a route, decoded; null when this is another path. An empty segment fills no place. */
function paramsOf({ segments }: RestRoute, given: readonly string[]): Params | null {
  const params = new Map<string, string>()
  for (const [index, segment] of segments.entries()) {
    const text = given[index] ?? ''
    if ('literal' in segment) {
      if (text !== segment.literal) return null
      continue
    }
    const value = decode(text)
    if (value === null || value === '') return null
    params.set(segment.name, value)
  }
  return params
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
