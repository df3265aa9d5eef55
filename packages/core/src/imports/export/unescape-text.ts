const BACKSLASH = 0x5c

/**
 * Lines of PostgreSQL's text format that hold JSON and nothing else, as that JSON. JSON escapes every control
 * character itself, so all that COPY escapes in it is the backslash: two of them stand for one.
 */
export async function* unescapeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isOpen = false
  for await (const chunk of chunks) {
    const kept = new Uint8Array(chunk.length)
    let length = 0
    for (const byte of chunk) {
      isOpen = byte === BACKSLASH && !isOpen
      if (!isOpen) kept[length++] = byte
    }
    yield kept.subarray(0, length)
  }
}
