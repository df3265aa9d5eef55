import { SCOPES, type Services } from '@loadout/core'
import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra, tableState } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import type { Headers } from './callers.ts'
import { PROCEDURES } from './calls.ts'
import {
  HOST,
  ORIGINS,
  type Origin,
  pageOf,
  SHOP,
  SITES,
  type Site,
  saidBy,
  TYPES,
  type Type,
} from './origins.ts'
import { bearer, keyWith, person } from './people.ts'
import { testDeps } from './test-app.ts'

const CREDENTIALS = ['session', 'guest', 'none', 'bearer', 'bearer and session', 'key'] as const
type Credential = (typeof CREDENTIALS)[number]

let infra: TestInfra
let app: ReturnType<typeof createApp>
let productId: number
const headersOf = new Map<Credential, Headers>()

beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  const counters = { redis: infra.redis, prefix: infra.config.QUEUE_PREFIX }
  app = createApp({ ...testDeps(infra, { corsOrigins: [SHOP] }), counters })
  const product = { kind: 'game', name: 'A game', slug: 'a-game', price: 1 } as const
  const row = await infra.db.insertInto('product').values(product).returning('id').execute()
  productId = row[0]?.id ?? 0
  for (const credential of CREDENTIALS) {
    headersOf.set(credential, await newHeaders(infra, credential))
  }
})
afterAll(() => infra.close())

async function newHeaders(services: Services, credential: Credential): Promise<Headers> {
  if (credential === 'none') return {}
  if (credential === 'guest') return { cookie: `ld_guest=${(await createGuest(services)).token}` }
  if (credential === 'key') return await keyWith(services, SCOPES)
  const { token } = await person(services, { role: 'admin' })
  return {
    ...(credential.startsWith('bearer') ? bearer(token) : {}),
    ...(credential.endsWith('session') ? { cookie: `__Host-ld_at=${token}` } : {}),
  }
}

interface Request {
  readonly origin: Origin
  readonly site: Site
  readonly type: Type
  readonly credential: Credential
}

type Verdict = 'passed' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'UNSUPPORTED_MEDIA_TYPE'

interface Transport {
  /** What its clients send, and then what others may try. */
  readonly types: readonly [Type, ...Type[]]
  /** A few if left out. */
  readonly sites?: readonly Site[]
  /** All if left out. */
  readonly credentials?: readonly Credential[]
  readonly method?: string
  readonly path: (request: Request) => string
  readonly body: (request: Request) => string
  readonly headers?: Headers
  readonly expected: (request: Request) => Verdict
}

/** A page of ours or nobody's may; a session must say where it is used, unless a header proves the sender too. */
function byPage({ origin, site, credential }: Request): Verdict {
  if (credential === 'bearer' || credential === 'key') return 'passed'
  const page = pageOf(origin, site)
  const needsPage = credential === 'session'
  return page === 'foreign' || (page === 'unsaid' && needsPage) ? 'FORBIDDEN' : 'passed'
}

const jsonOnly =
  (expected: Transport['expected']): Transport['expected'] =>
  (request) =>
    request.type === 'JSON' ? expected(request) : 'UNSUPPORTED_MEDIA_TYPE'

/** A key has no wishlist. */
const write = ({ credential }: Request) =>
  credential === 'key' ? 'moderation.addWord' : 'wishlist.add'
const input = ({ credential }: Request) =>
  JSON.stringify(credential === 'key' ? { word: 'casino' } : { productId })

const batch = {
  types: ['JSON', 'text'],
  path: (request) => `/trpc/${write(request)},${write(request)}?batch=1`,
  body: (request) => `{"0":${input(request)},"1":${input(request)}}`,
  expected: jsonOnly(byPage),
} satisfies Transport

/** An address of its own for admins' files and documents: they need to be known, guests are not. */
const byAdmins = (request: Request): Verdict => {
  const isKnown = request.credential !== 'none' && request.credential !== 'guest'
  const verdict = byPage(request)
  return verdict === 'passed' && !isKnown ? 'UNAUTHENTICATED' : verdict
}

/** Who listens is told what others are not to know: a page of another site must not. */
const stream = {
  types: ['none'],
  sites: SITES,
  method: 'GET',
  body: () => '',
  expected(request) {
    if (request.credential === 'key') return 'FORBIDDEN'
    const verdict = byPage(request)
    return verdict === 'passed' && request.credential === 'none' ? 'UNAUTHENTICATED' : verdict
  },
} satisfies Omit<Transport, 'path'>
const CHANNELS = encodeURIComponent('{"channels":["notifications"]}')

const withoutHeader = (request: Request): Request => ({
  ...request,
  credential: request.credential.endsWith('session') ? 'session' : 'none',
})

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  '/trpc': {
    types: ['JSON', 'text', 'form', 'multipart', 'none'],
    sites: SITES,
    path: (request) => `/trpc/${write(request)}`,
    body: input,
    expected: jsonOnly(byPage),
  },
  '/trpc in a batch': batch,
  '/trpc in a streamed batch': { ...batch, headers: { 'trpc-accept': 'application/jsonl' } },
  '/api': {
    types: ['JSON', 'text', 'form', 'multipart', 'none'],
    method: 'PUT',
    path: ({ credential }) =>
      credential === 'key' ? '/api/moderation/words/casino' : `/api/wishlist/${productId}`,
    body: () => '{}',
    headers: { 'content-length': '2' },
    expected: jsonOnly(byPage),
  },
  '/api by DELETE': {
    types: ['none'],
    method: 'DELETE',
    path: ({ credential }) =>
      credential === 'key' ? '/api/moderation/words/nothing' : `/api/wishlist/${productId}`,
    body: () => '',
    expected: byPage,
  },
  '/trpc as a stream': { ...stream, path: () => `/trpc/live.events?input=${CHANNELS}` },
  '/api as a stream': { ...stream, path: () => '/api/live?channels=notifications' },
  '/atelier': {
    types: ['JSON', 'text', 'form'],
    credentials: ['session', 'guest', 'none', 'bearer and session'],
    path: () => '/atelier/interactions',
    body: () => '{"element":"a","widget":"b","time":"c"}',
    // Nothing of the header is read there: front ends send keys of another server.
    expected: jsonOnly((request) => byPage(withoutHeader(request))),
  },
  '/atelier by PUT': {
    types: ['none', 'text'],
    credentials: ['session', 'none'],
    method: 'PUT',
    path: () => '/atelier/reviews/1/helpful',
    body: () => '',
    expected: (request) => byPage(withoutHeader(request)),
  },
  '/ops/login': {
    types: ['form', 'text'],
    credentials: ['session', 'none'],
    path: () => '/ops/login',
    body: () => 'email=nobody%40example.org&password=x',
    // For the operator's own pages, which always say where they are.
    expected({ origin, site, type }) {
      if (pageOf(origin, site) !== 'ours') return 'FORBIDDEN'
      return type === 'form' ? 'passed' : 'UNSUPPORTED_MEDIA_TYPE'
    },
  },
  '/ops/logout': {
    types: ['form', 'none'],
    credentials: ['session', 'none'],
    path: () => '/ops/logout',
    body: () => '',
    expected: ({ origin, site }) => (pageOf(origin, site) === 'ours' ? 'passed' : 'FORBIDDEN'),
  },
  '/imports': {
    types: ['text', 'multipart'],
    path: () => '/imports/a.csv',
    body: () => 'id\n',
    expected: byAdmins,
  },
  '/ingest': {
    types: ['JSON'],
    path: () => '/ingest/matches?source=riot',
    body: () => '{}',
    expected: byAdmins,
  },
}

async function send(transport: Transport, request: Request): Promise<Verdict> {
  const type = TYPES[request.type]
  const method = transport.method ?? 'POST'
  const response = await app.request(`https://${HOST}${transport.path(request)}`, {
    method,
    headers: {
      host: HOST,
      ...transport.headers,
      ...headersOf.get(request.credential),
      ...saidBy(request.origin, request.site),
      ...(type === null ? {} : { 'content-type': type }),
    },
    ...(method === 'GET' ? {} : { body: new Blob([transport.body(request)]) }),
  })
  const text = await textOf(response)
  if (response.status === 403) return 'FORBIDDEN'
  if (response.status === 415 || response.status === 422) return 'UNSUPPORTED_MEDIA_TYPE'
  return response.status === 401 && text.includes('"UNAUTHENTICATED"')
    ? 'UNAUTHENTICATED'
    : 'passed'
}

/** A stream has no end. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return await response.text()
  await response.body?.cancel()
  return ''
}

/** Every page with what is usually sent, and some with all else. */
function requestsOf({ types, sites = FEW }: Transport, credential: Credential): readonly Request[] {
  const [usual, ...others] = types
  const pages = Object.keys(ORIGINS).flatMap((origin) =>
    sites.map((site) => ({ origin: origin as Origin, site, type: usual, credential })),
  )
  const some = pages.filter(({ origin, site }) => site === 'absent' && SOME.includes(origin))
  return [...pages, ...others.flatMap((type) => some.map((page) => ({ ...page, type })))]
}

const FEW: readonly Site[] = ['absent', 'same-origin', 'cross-site']
const SOME: readonly Origin[] = ['absent', 'own', 'hostile']

const cells = Object.entries(TRANSPORTS).flatMap(([name, transport]) =>
  (transport.credentials ?? CREDENTIALS).map((credential) => {
    const requests = requestsOf(transport, credential)
    return { name, credential, transport, requests }
  }),
)

const isTaken = (transport: Transport, request: Request) => transport.expected(request) === 'passed'

describe('a write', () => {
  const seen = new Map<Request, Verdict>()
  let before: unknown
  let after: unknown

  async function sendAll(taken: boolean): Promise<void> {
    for (const { transport, requests } of cells) {
      for (const request of requests.filter((one) => isTaken(transport, one) === taken)) {
        seen.set(request, await send(transport, request))
      }
    }
  }

  beforeAll(async () => {
    before = await tableState(infra.db)
    await sendAll(false)
    after = await tableState(infra.db)
    await sendAll(true)
  }, 120_000)

  it.each(cells)('to $name with $credential is taken from our pages alone', (cell) => {
    const wrong = cell.requests.flatMap((request) => {
      const [verdict, expected] = [seen.get(request), cell.transport.expected(request)]
      return verdict === expected ? [] : [{ ...request, verdict, expected }]
    })
    expect(wrong).toEqual([])
  })

  it('from anywhere else changes nothing', () => {
    expect(after).toEqual(before)
  })

  it('is never made by following a link, whoever follows it', async () => {
    const before = await tableState(infra.db)
    for (const { path: name } of PROCEDURES.filter(({ type }) => type === 'mutation')) {
      const path = `https://${HOST}/trpc/${name}?input=%7B%7D`
      for (const credential of ['session', 'guest', 'none'] as const) {
        const headers = { host: HOST, ...headersOf.get(credential), 'sec-fetch-site': 'cross-site' }
        expect([path, (await app.request(path, { headers })).status]).toEqual([path, 405])
      }
    }
    expect(await tableState(infra.db)).toEqual(before)
  })
})
