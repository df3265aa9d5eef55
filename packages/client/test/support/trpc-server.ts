import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A request, read the way a tRPC server reads it. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly batched: boolean
  readonly paths: readonly string[]
  readonly inputs: readonly unknown[]
  /** Settles when the client has hung up before the answer ended. */
  readonly hungUp: Promise<void>
}

export type Answer = (received: Received, response: ServerResponse) => void | Promise<void>

export interface TestServer {
  readonly url: string
  readonly received: readonly Received[]
}

/** A real HTTP server on a free loopback port, closed with the test. */
export async function serve(answer: Answer): Promise<TestServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void readRequest(request, response).then((read) => {
      received.push(read)
      return answer(read, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return { url: `http://127.0.0.1:${address.port}`, received }
}

async function readRequest(request: IncomingMessage, response: ServerResponse): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks).toString()
  const url = new URL(request.url ?? '', 'http://loopback')
  const batched = url.searchParams.get('batch') === '1'
  const paths = url.pathname.replace('/trpc/', '').split(',')
  const json = request.method === 'GET' ? (url.searchParams.get('input') ?? '') : body
  const input: unknown = json === '' ? undefined : JSON.parse(json)
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    batched,
    paths,
    inputs: batched ? paths.map((_path, index) => inputAt(input, index)) : [input],
    hungUp: new Promise((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished) resolve()
      })
    }),
  }
}

function inputAt(inputs: unknown, index: number): unknown {
  return Object.entries(inputs ?? {}).find(([key]) => key === String(index))?.[1]
}

/** One item of an answer. */
export function result(data: unknown): object {
  return { result: { data } }
}

/** One failed item, as the server's error formatter writes it. */
export function failure(appCode: string, httpStatus: number, data: object = {}): object {
  return {
    error: {
      message: `${appCode} happened`,
      code: -32_000,
      data: { appCode, httpStatus, requestId: 'req-item', retryable: false, fields: [], ...data },
    },
  }
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** Answers every call by itself, batched or not. */
export function each(item: (path: string, input: unknown) => object): Answer {
  return (received, response) => {
    const items = received.paths.map((path, index) => item(path, received.inputs[index]))
    sendJson(response, received.batched ? items : items[0], {
      status: received.batched ? 207 : 200,
    })
  }
}

/** Answers every call with its path and input. */
export const echo: Answer = each((path, input) => result({ path, input: input ?? null }))
