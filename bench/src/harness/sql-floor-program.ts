import { createServer } from 'node:http'
import pg from 'pg'

/**
 * A program: the least a Node HTTP server can do to answer with what PostgreSQL says. The parent sends it a
 * statement; GET /id runs it as a prepared one, with the id for every parameter that is null, and answers with
 * the column `json` of its row. It sends back its port.
 */

interface Start {
  readonly databaseUrl: string
  readonly text: string
  readonly parameters: readonly unknown[]
  readonly connections: number
}

process.once('message', (start: Start) => {
  const pool = new pg.Pool({ connectionString: start.databaseUrl, max: start.connections })
  const server = createServer((incoming, outgoing) => {
    const id = Number(incoming.url?.slice(1))
    const values = start.parameters.map((parameter) => parameter ?? id)
    pool.query({ name: 'floor', text: start.text, values }).then(
      ({ rows }) => {
        outgoing.writeHead(rows.length === 0 ? 404 : 200, { 'content-type': 'application/json' })
        outgoing.end(rows[0]?.json)
      },
      (error: unknown) => {
        process.stderr.write(`${error}\n`)
        outgoing.writeHead(500).end()
      },
    )
  })
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object' && address !== null) process.send?.(address.port)
  })
})
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))
