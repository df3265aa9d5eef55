/** Digits of a time in microseconds since 1970, which last until the year 2286, and of an id. */
const TIME_DIGITS = 16
const ID_DIGITS = 10

/**
 * Where a post stands among the newest: its time to the microsecond, as PostgreSQL keeps it, then its id, both padded,
 * so that text sorts as they do. However many posts share a microsecond, no two share a place.
 */
export const PLACE = new RegExp(`^\\d{${TIME_DIGITS + ID_DIGITS}}$`)

/** Above every place. */
export const TOP = '9'.repeat(TIME_DIGITS + ID_DIGITS)

export function placeOf(micros: number, id: number): string {
  return String(micros).padStart(TIME_DIGITS, '0') + String(id).padStart(ID_DIGITS, '0')
}
