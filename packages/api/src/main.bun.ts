import { serveStatic } from '@hono/node-server/serve-static'
import { run } from './server/run.ts'

/** The part of Bun's API this process uses: https://bun.com/docs/runtime/http/server */
interface BunServer {
  readonly port: number
  requestIP(request: Request): { readonly address: string } | null
  stop(abort: boolean): Promise<void>
}

interface BunRuntime {
  serve(options: {
    readonly hostname: string
    readonly port: number
    /** Seconds. */
    readonly idleTimeout: number
    /** Bytes. */
    readonly maxRequestBodySize: number
    fetch(request: Request, server: BunServer): Response | Promise<Response>
  }): BunServer
}

declare const Bun: BunRuntime

interface BunBindings {
  readonly server: BunServer
}

await run({
  name: 'bun',
  remoteAddress: ({ env, req }) => bindingsOf(env).server.requestIP(req.raw)?.address,
  serveStatic,
  async listen(app, { host, port }) {
    const server = Bun.serve({
      hostname: host,
      port,
      idleTimeout: 65,
      // Uploads are streamed and have no size; everything else is limited by the app.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      fetch: (request, server) => app.fetch(request, { server } satisfies BunBindings),
    })
    return {
      port: server.port,
      drain: () => server.stop(false),
      abort: () => void server.stop(true),
    }
  },
})

function bindingsOf(env: unknown): BunBindings {
  return env as BunBindings
}
