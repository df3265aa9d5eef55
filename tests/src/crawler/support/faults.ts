import type { IncomingMessage, ServerResponse } from 'node:http'

/** Ways in which an upstream goes wrong. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Headers }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Promises more bytes than it sends, then drops the connection. */
  | { readonly kind: 'truncated' }
  /** Ends in good order, in the middle of the document. */
  | { readonly kind: 'half' }
  /** 200, and something else than JSON. */
  | { readonly kind: 'html' }
  /** 200, and a body without end. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'reset' }

type Headers = Readonly<Record<string, string>>

const HALF = '{"matchInfo":{"matchId":"'

export function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, fault.headers).end('{}')
      return
    case 'hang':
      return
    case 'truncated':
      response.writeHead(200, { 'Content-Length': '100000' })
      response.write(HALF, () => response.destroy())
      return
    case 'half':
      response.writeHead(200).end(HALF)
      return
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Welcome</h1>')
      return
    case 'endless': {
      response.writeHead(200)
      const piece = Buffer.alloc(1 << 20, ' ')
      const write = () => {
        while (!response.destroyed && response.write(piece));
      }
      response.on('drain', write)
      write()
      return
    }
    case 'reset':
      request.socket.resetAndDestroy()
  }
}

/** A 429 as an upstream sends it. */
export function tooMany(type: string | null, retryAfter: string | null): Fault {
  return {
    kind: 'status',
    status: 429,
    headers: {
      ...(type === null ? {} : { 'X-Rate-Limit-Type': type }),
      ...(retryAfter === null ? {} : { 'Retry-After': retryAfter }),
    },
  }
}
