/** A row as Redis holds it: `version|epoch|expiry|JSON`. */
export interface HeldRow {
  readonly version: number
  /** Milliseconds since 1970 at which it goes. */
  readonly expiresAt: number
  readonly json: string | null
}

export function writeRow(row: {
  readonly version: number
  readonly epoch: string
  readonly expiresAt: number
  readonly json: string | null
}): string {
  return `${row.version}|${row.epoch}|${Math.round(row.expiresAt)}|${row.json ?? ''}`
}

/** Undefined when there is none, or one of another epoch, which does not count. */
export function readRow(text: string | null | undefined, epoch: string): HeldRow | undefined {
  if (typeof text !== 'string') return undefined
  const first = text.indexOf('|')
  const second = first + 1 + epoch.length
  if (text[second] !== '|' || !text.startsWith(epoch, first + 1)) return undefined
  const third = text.indexOf('|', second + 1)
  const json = text.slice(third + 1)
  return {
    version: Number(text.slice(0, first)),
    expiresAt: Number(text.slice(second + 1, third)),
    json: json === '' ? null : json,
  }
}
