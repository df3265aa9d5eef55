import type { ClientBase } from 'pg'

/** `prepared` of core's db folder writes it in front of a hot statement. */
const MARK = /^\s*\/\* prepared: (\w{1,40}) \*\//

/** Texts told apart; one that builds its text anew each time must not fill the server's memory. */
const MAX_TEXTS = 1_000

const names = new Map<string, string | null>()

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
  const known = names.get(text)
  if (known !== undefined) return known
  const mark = MARK.exec(text)?.[1]
  if (mark === undefined || names.size >= MAX_TEXTS) return null
  const name = `${mark}_${names.size}`
  names.set(text, name)
  return name
}
