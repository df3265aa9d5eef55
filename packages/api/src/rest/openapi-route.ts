import type { AnyRouter } from '@trpc/server'
import type { Handler } from 'hono'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { etagOf, isKnown } from '../trpc/etag.ts'
import { REST_PREFIX } from './handler.ts'
import { openApi } from './openapi.ts'

/** `GET /openapi.json`: made when it is first asked for, the same until the next release. */
export function openApiHandler({ deps }: Kit, router: AnyRouter): Handler<ApiEnv> {
  const { version, services } = deps
  let made: { readonly json: string; readonly etag: string } | undefined
  const document = () => {
    const json = JSON.stringify(openApi(router, { version, prefix: REST_PREFIX }))
    const hash = services.codec.sha256(new TextEncoder().encode(json))
    return { json, etag: etagOf(hash.slice(0, 32)) }
  }
  return (c) => {
    made ??= document()
    const headers = { etag: made.etag, 'cache-control': 'public, max-age=300' }
    if (isKnown(c.req.header('if-none-match') ?? null, made.etag)) return c.body(null, 304, headers)
    return c.body(made.json, 200, { ...headers, 'content-type': 'application/json' })
  }
}
