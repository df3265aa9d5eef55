/** A row as Redis holds it: `version|epoch|expiry|JSON`. Of a value, version and epoch are its revision, both. */
export interface HeldRow {
  /** Milliseconds since 1970 at which it goes. */
  readonly expiresAt: number
  readonly json: string | null
}

export function writeRow(row: {
  readonly version: number | string
  readonly epoch: string
  readonly expiresAt: number
  readonly json: string | null
}): string {
  return `${row.version}|${row.epoch}|${Math.round(row.expiresAt)}|${row.json ?? ''}`
}

/** Undefined when there is none, or one of another epoch, which does not count. */
export function readRow(text: unknown, epoch: string): HeldRow | undefined {
  if (typeof text !== 'string') return undefined
  const first = text.indexOf('|')
  const second = first + 1 + epoch.length
  if (text[second] !== '|' || !text.startsWith(epoch, first + 1)) return undefined
  const third = text.indexOf('|', second + 1)
  if (third === -1) return undefined
  const json = text.slice(third + 1)
  return {
    expiresAt: Number(text.slice(second + 1, third)),
    json: json === '' ? null : json,
  }
}
