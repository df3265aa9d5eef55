/** What a body says it is, without parameters and in small letters; undefined when it says nothing. */
export function mediaType(headers: Headers): string | undefined {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}
