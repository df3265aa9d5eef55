const [OPEN, COMMA, CLOSE] = [0x5b, 0x2c, 0x5d] // [ , ]

/** JSON texts in UTF-8 as the elements of one JSON array: they are copied, not parsed. */
export function jsonArray(items: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const between = Math.max(0, items.length - 1)
  const size = items.reduce((sum, item) => sum + item.byteLength, 2 + between)
  const joined = new Uint8Array(size)
  let at = 0
  joined[at++] = OPEN
  for (const [index, item] of items.entries()) {
    if (index > 0) joined[at++] = COMMA
    joined.set(item, at)
    at += item.byteLength
  }
  joined[at] = CLOSE
  return joined
}
