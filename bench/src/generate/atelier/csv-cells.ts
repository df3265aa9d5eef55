/** A text as a quoted cell. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** A text as a cell with quotes only where they are needed. */
export function minimal(text: string): string {
  return /[",\n\r]/.test(text) ? quoted(text) : text
}
