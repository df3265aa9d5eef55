/** A block of a stream, as the HTML standard dispatches it. */
export interface Message {
  /** The empty text: a message without a name. */
  readonly event: string
  readonly data: string
  /** The last that was said, here or before; the empty text: none was. */
  readonly lastEventId: string
}

/** Reads `text/event-stream` piece by piece, wherever it was cut. `retry` is the server's word for nobody here. */
export class EventStreamParser {
  // Takes a byte order mark away, and keeps what is cut within a character.
  readonly #decoder = new TextDecoder()
  #line = ''
  #endsInCr = false
  #event = ''
  #data: string[] = []
  #lastEventId = ''

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): readonly Message[] {
    const text = this.#decoder.decode(bytes, { stream: true })
    if (text === '') return []
    // Of a CRLF that was cut in two, the first half has ended the line.
    const rest = this.#endsInCr && text.startsWith('\n') ? text.slice(1) : text
    this.#endsInCr = rest.endsWith('\r')
    const lines = (this.#line + rest).split(/\r\n|\r|\n/)
    this.#line = lines.pop() ?? ''
    return lines.flatMap((line) => (line === '' ? this.#dispatch() : this.#read(line)))
  }

  #read(line: string): readonly Message[] {
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') this.#data.push(value)
    if (name === 'event') this.#event = value
    if (name === 'id' && !value.includes('\0')) this.#lastEventId = value
    return []
  }

  #dispatch(): readonly Message[] {
    const { length } = this.#data
    const data = this.#data.join('\n')
    const message = { event: this.#event, data, lastEventId: this.#lastEventId }
    this.#event = ''
    this.#data = []
    return length === 0 ? [] : [message]
  }
}
