import type { Fetch } from '../../src/settings.ts'
import { failure } from './trpc-server.ts'

/** One stream, from the server's side. */
export class Line {
  readonly input: { readonly channels: readonly string[]; readonly lastEventId?: string }
  readonly headers: Headers
  /** When it was asked for. */
  readonly atMs: number
  /** Whether the client still reads it. */
  isOpen = true
  readonly response: Response
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(url: string, init: RequestInit, atMs: number) {
    this.input = JSON.parse(new URL(url).searchParams.get('input') ?? 'null')
    this.headers = new Headers(init.headers)
    this.atMs = atMs
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      cancel: () => {
        this.isOpen = false
      },
    })
    init.signal?.addEventListener('abort', () => this.cut())
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  say(text: string): void {
    if (this.isOpen) this.#controller?.enqueue(new TextEncoder().encode(text))
  }

  connect(silentMs?: number): void {
    const data = silentMs === undefined ? {} : { reconnectAfterInactivityMs: silentMs }
    this.say(`event: connected\ndata: ${JSON.stringify(data)}\n\n\n`)
  }

  ping(): void {
    this.say('event: ping\ndata: \n\n\n')
  }

  tell(event: object, id: string): void {
    this.say(`data: ${JSON.stringify(event)}\nid: ${id}\n\n\n`)
  }

  end(): void {
    if (this.isOpen) this.#controller?.close()
    this.isOpen = false
  }

  /** The line is lost. */
  cut(): void {
    if (this.isOpen) this.#controller?.error(new TypeError('terminated'))
    this.isOpen = false
  }
}

/** What becomes of a line that is asked for; an answer of its own instead of the stream, or none ever. */
export type AnswerLine = (line: Line, nth: number) => Response | 'nothing' | undefined

/** Greets who begins; who goes on after an event gets what follows. */
export const greet: AnswerLine = (line) => {
  line.connect(40_000)
  if (line.input.lastEventId === undefined) line.tell({ type: 'start' }, '7.0')
  return undefined
}

/** A server of streams without a network: `lines` are those asked for so far. */
export class EventServer {
  readonly lines: Line[] = []
  answer: AnswerLine
  readonly #now: () => number

  constructor(now: () => number, answer: AnswerLine = greet) {
    this.#now = now
    this.answer = answer
  }

  readonly fetch: Fetch = async (url, init) => {
    const line = new Line(url, init, this.#now())
    this.lines.push(line)
    const answer = this.answer(line, this.lines.length - 1)
    if (answer === 'nothing') await untilAborted(init)
    return answer instanceof Response ? answer : line.response
  }

  get last(): Line {
    const line = this.lines.at(-1)
    if (line === undefined) throw new Error('nobody has asked for a stream')
    return line
  }

  get open(): readonly Line[] {
    return this.lines.filter((line) => line.isOpen)
  }

  /** Milliseconds between one request and the next. */
  get pauses(): readonly number[] {
    return this.lines.slice(1).map((line, index) => line.atMs - (this.lines[index]?.atMs ?? 0))
  }
}

/** What a server says that does not open the stream. */
export function refusal(code: string, status: number, data: object = {}): Response {
  return Response.json(failure(code, status, data), { status })
}

function untilAborted({ signal }: RequestInit): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
