import type { ProcedureMeta } from '../src/trpc/meta.ts'

export interface RestCall {
  readonly method: string
  readonly url: string
  readonly body: string | null
}

/** The REST request for an input, as a client would write it by the path that a procedure declares. */
export function restCall({ rest }: Pick<ProcedureMeta, 'rest'>, input: unknown): RestCall {
  const [method = '', template = ''] = rest.split(' ')
  const left = new Map(leaves(input, ''))
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return encodeURIComponent(String(value))
  })
  const url = `/api${path}`
  if (method === 'GET' || method === 'DELETE') {
    const query = queryOf(left)
    return { method, url: query === '' ? url : `${url}?${query}`, body: null }
  }
  return { method, url, body: JSON.stringify(without(input, template)) }
}

function queryOf(values: ReadonlyMap<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of values) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.toString()
}

export const sentBy = (
  { method, body }: RestCall,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => ({
  method,
  headers: { ...headers, ...(body === null ? {} : { 'content-type': 'application/json' }) },
  body,
})

function leaves(value: unknown, prefix: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leaves(inner, `${prefix}${name}.`)
      : [[`${prefix}${name}`, inner] as const],
  )
}

/** What is in the path need not be in the body. */
function without(input: unknown, template: string): unknown {
  const kept = Object.entries(input ?? {}).filter(
    ([name]) => !template.includes(`{${name}}`) && !template.includes(`{${name}.`),
  )
  return Object.fromEntries(kept)
}
