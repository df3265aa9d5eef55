import type { Fetch } from '../../src/settings.ts'
import type { AuthAnswer, AuthRequest, AuthServer } from './auth-server.ts'

/** What becomes of one request and its answer. */
export interface Fate {
  readonly toServerMs?: number
  readonly toClientMs?: number
  /** `refused`: lost at once. `lost`, `hangs`: the server gets it, the client no answer, at once or ever. */
  readonly end?: 'refused' | 'lost' | 'hangs' | Response
  /** The tab is frozen: it sees the answer this much later, and its timers stand still until then. */
  readonly frozenMs?: number
}

export type ChooseFate = (request: AuthRequest) => Fate | undefined

/** The cookies of one browser. */
export type Jar = Map<string, string>

/** A way to the server: with the cookies of a browser, or without any. */
export function networkOf(server: AuthServer, jar?: Jar, choose: ChooseFate = () => ({})): Fetch {
  return async (url, init) => {
    const request = readRequest(url, init, init.credentials === 'include' ? jar : undefined)
    const fate = choose(request) ?? {}
    if (fate.frozenMs !== undefined) return await answerTo(server, request, { jar, fate })
    return await untilAborted(answerTo(server, request, { jar, fate, signal: init.signal }), init)
  }
}

async function answerTo(
  server: AuthServer,
  request: AuthRequest,
  { jar, fate, signal }: { jar: Jar | undefined; fate: Fate; signal?: RequestInit['signal'] },
): Promise<Response> {
  const { toServerMs = 0, toClientMs = 0, end, frozenMs = 0 } = fate
  await passing(toServerMs)
  if (end === 'refused') throw new TypeError('connection refused')
  if (end instanceof Response) return end.clone()
  // A request under way arrives, whether anybody waits for it or not.
  const answer = server.handle(request)
  await passing(toClientMs)
  if (end === 'lost') throw new TypeError('connection lost')
  if (end === 'hangs') await new Promise(() => {})
  if (jar !== undefined && signal?.aborted !== true) applyCookies(jar, answer)
  await passing(frozenMs)
  return responseOf(answer)
}

function readRequest(url: string, init: RequestInit, jar: Jar | undefined): AuthRequest {
  const { pathname, searchParams } = new URL(url)
  const headers = new Headers(init.headers)
  const batched = searchParams.get('batch') === '1'
  const paths = pathname.replace('/trpc/', '').split(',')
  const json = init.method === 'GET' ? searchParams.get('input') : init.body
  const input: unknown = typeof json === 'string' ? JSON.parse(json) : undefined
  const sent = headers.get('cookie')?.split('; ') ?? [...(jar ?? [])].map((pair) => pair.join('='))
  // Browsers send the refresh token to two paths only.
  const isRefresh = /^auth\.(?:refresh|logout)$/.test(paths.join())
  const pairs = sent.map((pair) => pair.split('=')).map(([name, value]) => [name, value] as const)
  return {
    method: init.method ?? 'GET',
    paths,
    batched,
    inputs: batched ? paths.map((_path, index) => Object(input)[index]) : [input],
    bearer: headers.get('authorization')?.replace('Bearer ', ''),
    cookies: new Map(
      pairs.flatMap(([name = '', value = '']) =>
        name === 'ld_rt' && !isRefresh ? [] : [[name, value] as const],
      ),
    ),
  }
}

function applyCookies(jar: Jar, { cookies }: AuthAnswer): void {
  for (const [name, value] of cookies) {
    if (value === null) jar.delete(name)
    else jar.set(name, value)
  }
}

function responseOf({ status, body, cookies }: AuthAnswer): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const [name, value] of cookies) {
    headers.append(
      'set-cookie',
      `${name}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : 600}`,
    )
  }
  return new Response(JSON.stringify(body), { status, headers })
}

function passing(ms: number): Promise<void> | undefined {
  return ms === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms))
}

function untilAborted(answer: Promise<Response>, { signal }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
    answer.then(resolve, reject)
  })
}
