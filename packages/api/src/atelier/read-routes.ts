import { ANONYMOUS, type Ctx } from '@loadout/core'
import {
  type AtelierAnswer,
  listProducts,
  productVersion,
  readAnswers,
  readMeta,
  readProduct,
  readQuestions,
  readRelated,
  readReviews,
  readStyles,
} from '@loadout/core/atelier'
import type { Kit } from '../kit.ts'
import { etagOf, isKnown } from '../trpc/etag.ts'
import { type Call, type Endpoint, endpoint } from './endpoint.ts'
import { jsonResponse, notModified } from './json-response.ts'
import type { AtelierPath } from './paths.ts'
import { readPage, readProductId, readSort } from './query.ts'
import { textResponse } from './text-response.ts'

/** What is the same for all callers. */
export function readRoutes(kit: Kit): readonly Endpoint[] {
  const list = (path: AtelierPath, read: (ctx: Ctx, call: Call) => Promise<string>) =>
    get(kit, path, async (ctx, call) => jsonResponse(await read(ctx, call)))
  return [
    list('/products', (ctx, { c }) => listProducts(ctx, readPage(c.req))),
    aboutProduct(kit, '/products/:id', idIn, readProduct),
    aboutProduct(kit, '/products/:id/styles', idIn, readStyles),
    list('/products/:id/related', (ctx, { id }) => readRelated(ctx, id)),
    aboutProduct(kit, '/reviews', askedFor, (ctx, productId, { c }) =>
      readReviews(ctx, { productId, ...readPage(c.req), sort: readSort(c.req) }),
    ),
    aboutProduct(kit, '/reviews/meta', askedFor, readMeta),
    aboutProduct(kit, '/qa/questions', askedFor, (ctx, productId, { c }) =>
      readQuestions(ctx, { productId, ...readPage(c.req) }),
    ),
    list('/qa/questions/:id/answers', (ctx, { id, c }) => readAnswers(ctx, id, readPage(c.req))),
  ]
}

/** As it stands in the path: most answers say it again. */
const idIn = ({ id }: Call): string => id
const askedFor = ({ c }: Call): number | null => readProductId(c.req)

/**
 * A route whose answers carry the version of the product they are about: who has the present one is told so
 * at the price of a look at two rows.
 */
function aboutProduct<Id extends string | number>(
  kit: Kit,
  path: AtelierPath,
  idOf: (call: Call) => Id | null,
  read: (ctx: Ctx, id: Id, call: Call) => Promise<AtelierAnswer | null>,
): Endpoint {
  const tagOf = (version: string) => etagOf(kit.deps.version, version)
  return get(kit, path, async (ctx, call) => {
    const id = idOf(call)
    if (id === null) return textResponse(422, 'Error: invalid product_id provided')
    const known = call.c.req.header('if-none-match')
    const present = known === undefined ? null : await productVersion(ctx, String(id))
    if (known !== undefined && present !== null && isKnown(known, tagOf(present))) {
      return notModified(tagOf(present))
    }
    const answer = await read(ctx, id, call)
    if (answer === null) return textResponse(404, 'Error: no such product')
    const { json, version } = answer
    return jsonResponse(json, version === null ? {} : { etag: tagOf(version) })
  })
}

function get(
  kit: Kit,
  path: AtelierPath,
  read: (ctx: Ctx, call: Call) => Promise<Response>,
): Endpoint {
  const answer = endpoint(kit, 'read', (call) => read(call.as(ANONYMOUS), call))
  return { method: 'GET', path, answer }
}
