import type { ClientBase } from 'pg'

/** `prepared` of core's db folder writes it in front of a hot statement. */
const MARK = /^\s*\/\* prepared: (\w{1,40}) \*\//

/**
 * Texts of one mark that are prepared. One that callers can vary at will neither fills the server's memory,
 * where each connection holds its own plans, nor takes anything from the others.
 */
const MAX_TEXTS = 64

/** The name of each text by mark, then text. */
const names = new Map<string, Map<string, string>>()

/**
 * Has a connection send its hot statements by name: PostgreSQL parses and plans each once per connection,
 * not once per call. Two texts never share a name, whatever their marks say.
 */
export function nameHotStatements(client: ClientBase): void {
  const query = client.query.bind(client)
  const named = (text: unknown, values: unknown, ...rest: readonly unknown[]) => {
    const name = typeof text === 'string' ? nameOf(text) : null
    if (name === null) return Reflect.apply(query, client, [text, values, ...rest])
    return Reflect.apply(query, client, [{ name, text, values }, ...rest])
  }
  Object.assign(client, { query: named })
}

function nameOf(text: string): string | null {
  const mark = MARK.exec(text)?.[1]
  if (mark === undefined) return null
  const ofMark = names.get(mark) ?? new Map<string, string>()
  names.set(mark, ofMark)
  const known = ofMark.get(text)
  if (known !== undefined || ofMark.size >= MAX_TEXTS) return known ?? null
  const name = `${mark}_${ofMark.size}`
  ofMark.set(text, name)
  return name
}
