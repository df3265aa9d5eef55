import { connect, type Socket } from 'node:net'

/** Many streams that are read with as little as possible: their events are counted, not parsed. */
export interface StreamReaders extends Disposable {
  /** Events so far, of all streams together. */
  total(): number
  /** Of each, in the order of the requests. */
  counts(): readonly number[]
  /** The id of the last event of each. */
  lastIds(): readonly string[]
  /** Streams that were told to come again, and did. */
  refused(): number
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
  let refused = 0
  const dial = () =>
    connect({ host: hostname, port: Number(port) })
      .setNoDelay(true)
      .setEncoding('latin1')

  function open(reader: Reader, request: string): void {
    const { socket } = reader
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const text = String(chunk)
      if (reader.events === 0 && text.startsWith('HTTP/1.1 503')) {
        refused += 1
        socket.destroy()
        setTimeout(() => {
          reader.socket = dial()
          open(reader, request)
        }, AGAIN_MS * Math.random())
        return
      }
      const before = reader.events
      read(reader, text)
      total += reader.events - before
      if (total >= awaited.total) awaited.resolve()
    })
    socket.write(request)
  }

  const readers = requests.map((request) => {
    const reader: Reader = { socket: dial(), events: 0, lastId: '', rest: '' }
    open(reader, request)
    return reader
  })

  const streams: StreamReaders = {
    total: () => total,
    refused: () => refused,
    counts: () => readers.map(({ events }) => events),
    lastIds: () => readers.map(({ lastId }) => lastId),
    async until(wanted) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const failing = () => reject(new Error(`${total} of ${wanted} events after 30 s`))
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

/** As the client spreads who come again, milliseconds. */
const AGAIN_MS = 1_000

interface Reader {
  socket: Socket
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
