const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
// Riot's encrypted ids have 78 characters of base64url; the range leaves room for other lengths.
const ENCRYPTED_ID = /^[A-Za-z0-9_-]{20,100}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** A player id in its one spelling: uuids lower case, encrypted ids as they are; null when neither. */
export function normalisePlayerId(text: string): string | null {
  if (isUuid(text)) return text.toLowerCase()
  return ENCRYPTED_ID.test(text) ? text : null
}

/** Makes text storable: PostgreSQL takes neither NUL nor lone surrogates. */
export function cleanText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed()
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '') : wellFormed
}
