/** Bytes of a piece: short texts die young, which keeps memory small. */
const PIECE = 32_768

/**
 * The text of a file, in pieces. UTF-8, or UTF-16 when it begins with that byte order mark; the mark itself
 * is no part of the text. Bytes that are not of the encoding become U+FFFD: in a text they stay, anywhere
 * else they make the row invalid.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    if (decoder !== null) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        yield decoder.decode(chunk.subarray(at, at + PIECE), { stream: true })
      }
      continue
    }
    head = join(head, chunk)
    if (head.length < 2) continue
    decoder = new TextDecoder(encodingOf(head))
    yield decoder.decode(head, { stream: true })
  }
  yield (decoder ?? new TextDecoder()).decode(decoder === null ? head : undefined)
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function join(head: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (head.length === 0) return chunk
  const joined = new Uint8Array(head.length + chunk.length)
  joined.set(head)
  joined.set(chunk, head.length)
  return joined
}
