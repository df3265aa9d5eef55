/** A strong entity tag of these parts. */
export function etagOf(...parts: readonly string[]): string {
  return `"${parts.join('-')}"`
}

/** Whether `If-None-Match` names this tag: a client has the answer already (RFC 9110, 13.1.2). */
export function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
