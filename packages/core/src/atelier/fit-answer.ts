/** Bytes of the list in one answer. With what is around it, an answer stays below a megabyte. */
const MAX_BYTES = 1_000_000

/** A list that is not too long to be sent, as JSON text. */
export interface FittedList {
  readonly json: string
  /** How many items are left, if some had to go. */
  readonly kept: number | null
}

/** As many items from the front of a JSON array as one answer can hold; nearly always all of them. */
export function fitAnswer(json: string): FittedList {
  // A UTF-16 unit is at most three bytes of UTF-8: short lists need no count.
  if (json.length * 3 <= MAX_BYTES || bytesOf(json) <= MAX_BYTES) return { json, kept: null }
  const items: readonly unknown[] = JSON.parse(json)
  const kept: string[] = []
  let bytes = '[]'.length
  for (const item of items) {
    const text = JSON.stringify(item)
    bytes += bytesOf(text) + ','.length
    if (bytes > MAX_BYTES) break
    kept.push(text)
  }
  return { json: `[${kept.join(',')}]`, kept: kept.length }
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
