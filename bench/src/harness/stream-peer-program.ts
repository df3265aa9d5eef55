import { EventEmitter, on } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'

/**
 * A program: what streams cost without ours. `/trpc/...` is a subscription that tRPC itself answers, `/bare` a response
 * that the same bytes are written to. Each message of the parent, an event as JSON, goes to all of both. Sends its port.
 */

const api = createRequire(join(process.argv[2] ?? '', 'packages/api/package.json'))
const { initTRPC, tracked } = await import(api.resolve('@trpc/server'))
const { fetchRequestHandler } = await import(api.resolve('@trpc/server/adapters/fetch'))

const events = new EventEmitter().setMaxListeners(0)
const t = initTRPC.create()
const router = t.router({
  events: t.procedure.subscription(async function* ({ signal }: { signal: AbortSignal }) {
    yield tracked('0', { type: 'start' })
    for await (const [id, event] of on(events, 'event', { signal })) yield tracked(id, event)
  }),
})
const bare = new Set<ServerResponse>()
const encode = (id: string, event: unknown) =>
  Buffer.from(`data: ${JSON.stringify(event)}\nid: ${id}\n\n\n`)

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url === '/bare') {
    outgoing
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .write(encode('0', { type: 'start' }))
    bare.add(outgoing)
    outgoing.once('close', () => bare.delete(outgoing))
    return
  }
  const leaving = new AbortController()
  outgoing.once('close', () => leaving.abort())
  const req = new Request(`http://127.0.0.1${incoming.url}`, { signal: leaving.signal })
  const response: Response = await fetchRequestHandler({ endpoint: '/trpc', router, req })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body !== null)
    Readable.fromWeb(response.body as never)
      .on('error', () => {})
      .pipe(outgoing)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.(address.port)
})
let seq = 0
process.on('message', (event) => {
  seq += 1
  const id = `1795919116666.${seq}`
  events.emit('event', id, event)
  const bytes = encode(id, event)
  for (const outgoing of bare) outgoing.write(bytes)
})
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))
