import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HealthAnswer {
  readonly ok: boolean
  /** Sent as JSON: says which part is not ready. */
  readonly body: object
}

export interface HealthRoutes {
  /** Whether the process can do its work. */
  readonly ready: () => Promise<HealthAnswer>
  /** Prometheus text. */
  readonly metrics: () => Promise<string>
}

export interface HealthServer {
  readonly port: number
  close(): Promise<void>
}

/** Serves `/livez`, `/readyz` and `/metrics`. Rejects with an error that names the port when it is taken. */
export async function startHealthServer(
  address: { readonly host: string; readonly port: number },
  routes: HealthRoutes,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response, routes).catch(() => send(response, 500, 'text/plain', ''))
  })
  await listen(server, address)
  return {
    port: portOf(server, address.port),
    async close() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function answer(url: string, response: ServerResponse, routes: HealthRoutes): Promise<void> {
  const path = url.split('?', 1)[0]
  if (path === '/livez') return send(response, 200, 'text/plain', 'alive')
  if (path === '/metrics') return send(response, 200, 'text/plain', await routes.metrics())
  if (path !== '/readyz') return send(response, 404, 'text/plain', 'not found')
  const { ok, body } = await routes.ready()
  send(response, ok ? 200 : 503, 'application/json', JSON.stringify(body))
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
}

async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw taken ? new Error(`port ${port} (WORKER_PORT) is in use`, { cause: error }) : error
  }
}

function portOf(server: Server, fallback: number): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : fallback
}
