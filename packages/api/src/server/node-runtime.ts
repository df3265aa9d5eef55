import { once } from 'node:events'
import { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context } from 'hono'
import { answerClientError } from './node-client-error.ts'
import { limitRequestTime } from './node-timeouts.ts'
import type { Listening, Runtime } from './run.ts'

const SERVER_OPTIONS = {
  connectionsCheckingInterval: 1_000,
  headersTimeout: 10_000,
  requestTimeout: 0, // see limitRequestTime
  keepAliveTimeout: 65_000, // above the 60 s of common proxies, so that they end a connection, not we
  maxHeaderSize: 16_384,
} as const

/** How often connections that have become idle are ended while the last requests are answered, milliseconds. */
const IDLE_LOOK_MS = 50

/** The API on `node:http`. */
export const nodeRuntime: Runtime = {
  name: 'node',
  // It looks at the bindings and at nothing else.
  remoteAddress: (connection) => getConnInfo(connection as Context).remote.address,
  serveStatic,
  async listen(app, { host, port }) {
    const server = createAdaptorServer({ fetch: app.fetch, serverOptions: SERVER_OPTIONS })
    if (!(server instanceof Server)) throw new TypeError('expected a plain HTTP server')
    server.prependListener('request', limitRequestTime)
    server.on('clientError', answerClientError)
    // Node would answer 417 without a body; an unknown expectation may as well be ignored (RFC 9110, 10.1.1).
    server.on('checkExpectation', (incoming, outgoing) => {
      server.emit('request', incoming, outgoing)
    })
    server.listen(port, host)
    await once(server, 'listening')
    return running(server)
  },
}

function running(server: Server): Listening {
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    drain: () =>
      new Promise((resolve) => {
        // What ends after this, such as a stream, leaves a connection that would be kept for another request.
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
        server.close(() => {
          clearInterval(idle)
          resolve()
        })
      }),
    abort: () => server.closeAllConnections(),
  }
}
