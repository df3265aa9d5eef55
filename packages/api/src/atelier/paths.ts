/** Every path of the contract, below `/atelier`. */
export const PATHS = [
  '/products',
  '/products/:id',
  '/products/:id/styles',
  '/products/:id/related',
  '/reviews',
  '/reviews/meta',
  '/reviews/:id/helpful',
  '/reviews/:id/report',
  '/qa/questions',
  '/qa/questions/:id/answers',
  '/qa/questions/:id/helpful',
  '/qa/questions/:id/report',
  '/qa/answers/:id/helpful',
  '/qa/answers/:id/report',
  '/cart',
  '/interactions',
] as const
export type AtelierPath = (typeof PATHS)[number]

const KNOWN: ReadonlySet<string> = new Set(PATHS)
const isKnown = (path: string): path is AtelierPath => KNOWN.has(path)

const WITH_ID = /^(\/products|\/reviews|\/qa\/questions|\/qa\/answers)\/([^/]+)(\/[a-z]+)?$/

/** What a path below `/atelier` is, and the id in it, if any, as it stands there. A slash at its end may be. */
export function matchPath(
  given: string,
): { readonly path: AtelierPath; readonly id: string } | null {
  const plain = given.endsWith('/') ? given.slice(0, -1) : given
  const [, collection, id, rest = ''] = WITH_ID.exec(plain) ?? []
  const general = `${collection}/:id${rest}`
  if (id !== undefined && isKnown(general)) return { path: general, id }
  return isKnown(plain) ? { path: plain, id: '' } : null
}
