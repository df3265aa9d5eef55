import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * A program: the least a Node HTTP server can do with the same bytes. POST counts the newlines of the body,
 * GET /n answers with the bytes of the file that the n-th argument names. Sends its port to its parent.
 */

const answers = process.argv.slice(2).map((file) => readFileSync(file))
const server = createServer((incoming, outgoing) => {
  if (incoming.method === 'POST') countLines(incoming, outgoing)
  // Who names a tag has the answer.
  else if (incoming.headers['if-none-match'] !== undefined) outgoing.writeHead(304).end()
  else {
    const bytes = answers[Number(incoming.url?.slice(1))]
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(bytes)
  }
})
server.requestTimeout = 0
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.(address.port)
})
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))

const NEWLINE = 0x0a

function countLines(incoming: IncomingMessage, outgoing: ServerResponse): void {
  let lines = 0
  incoming.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1
  })
  incoming.once('end', () => outgoing.end(String(lines)))
}
