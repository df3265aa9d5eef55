/** A stream that is not read keeps so much at most, bytes; beyond it, it ends. */
const MAX_QUEUED = 1_048_576

export interface StreamBody {
  readonly readable: ReadableStream<Uint8Array>
  /** Nothing, once it has ended. */
  write(bytes: Uint8Array): void
  /** What was written is still read. May be called again. */
  end(): void
}

/**
 * The body of an answer that goes on. Who does not read what is written is cut off: a client that knows the last event
 * it got comes back and goes on after it. `ended` is called once, if it is the reader's doing.
 */
export function createBody(ended: (how: 'left' | 'slow') => void): StreamBody {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const stop = (how: 'left' | 'slow' | 'closed') => {
    if (controller === undefined) return
    const last = controller
    controller = undefined
    if (how === 'slow') last.error(new Error('the stream is not read'))
    if (how === 'closed') last.close()
    else ended(how)
  }
  const readable = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      cancel: () => stop('left'),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_QUEUED }),
  )
  return {
    readable,
    write(bytes) {
      controller?.enqueue(bytes)
      if ((controller?.desiredSize ?? 0) < 0) stop('slow')
    },
    end: () => stop('closed'),
  }
}
