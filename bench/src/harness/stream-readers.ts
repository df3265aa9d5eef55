import { connect, type Socket } from 'node:net'

/** Many streams that are read with as little as possible: their events are counted, not parsed. */
export interface StreamReaders extends Disposable {
  /** Events so far, of all streams together. */
  total(): number
  /** Of each, in the order of the requests. */
  counts(): readonly number[]
  /** The id of the last event of each. */
  lastIds(): readonly string[]
  /** Resolves when so many events have come in all; rejects after 30 s. */
  until(total: number): Promise<void>
  /** All connections are cut at once. */
  drop(): void
}

/** Opens a stream for each request, a whole one as text, and resolves when each has had its first event. */
export async function openStreams(
  { hostname, port }: URL,
  requests: readonly string[],
  { firstEvents = 1 }: { readonly firstEvents?: number } = {},
): Promise<StreamReaders> {
  let total = 0
  let awaited = { total: 0, resolve: () => {} }
  const readers = requests.map((request) => {
    const socket = connect({ host: hostname, port: Number(port) })
    const reader = { socket, events: 0, lastId: '', rest: '' }
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const before = reader.events
      read(reader, String(chunk))
      total += reader.events - before
      if (total >= awaited.total) awaited.resolve()
    })
    socket.write(request)
    return reader
  })

  const streams: StreamReaders = {
    total: () => total,
    counts: () => readers.map(({ events }) => events),
    lastIds: () => readers.map(({ lastId }) => lastId),
    async until(wanted) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const failing = () =>
        reject(
          new Error(
            `${total} of ${wanted} events after 30 s ${readers
              .filter((r) => r.events === 0)
              .slice(0, 3)
              .map((r) => (r as any).all)}`,
          ),
        )
      const timer = setTimeout(failing, 30_000)
      awaited = { total: wanted, resolve }
      if (total >= wanted) resolve()
      await promise.finally(() => clearTimeout(timer))
    },
    drop() {
      for (const { socket } of readers) socket.destroy()
    },
    [Symbol.dispose]() {
      streams.drop()
    },
  }
  await streams.until(firstEvents * requests.length)
  return streams
}

interface Reader {
  readonly socket: Socket
  events: number
  lastId: string
  /** A line that is not complete. */
  rest: string
}

const ID = 'id: '

function read(reader: Reader, chunk: string): void {
  const text = reader.rest + chunk
  let from = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
    if (text.startsWith(ID, from)) {
      reader.events += 1
      reader.lastId = text.slice(from + ID.length, at)
    }
    from = at + 1
  }
  reader.rest = text.slice(from)
}

/** A GET as it goes over the wire. */
export function streamRequest(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
