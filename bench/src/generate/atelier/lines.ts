import type { AtelierFile } from './atelier-files.ts'

/** The lines of a file with what stands around them. */
export interface Lines {
  add(line: string): void
  /** Comes so many lines later. */
  addLater(line: string, lines: number): void
  /** The text since the last time. */
  take(): string
  /** Text that waits to be taken, UTF-16 code units. */
  size(): number
  /** Writes what is late, and ends the last line where the file does. */
  finish(): void
}

export function createLines({ header, bom, crlf, finalNewline }: AtelierFile): Lines {
  const newline = crlf ? '\r\n' : '\n'
  const late: { readonly line: string; readonly at: number }[] = []
  let text = (bom ? '\uFEFF' : '') + header
  let count = 0

  const add = (line: string): void => {
    text += newline + line
    count += 1
    const index = late.length === 0 ? -1 : late.findIndex(({ at }) => at <= count)
    if (index === -1) return
    const [due] = late.splice(index, 1)
    if (due !== undefined) add(due.line)
  }

  return {
    add,
    addLater: (line, lines) => void late.push({ line, at: count + lines }),
    size: () => text.length,
    take() {
      const taken = text
      text = ''
      return taken
    },
    finish() {
      for (const { line } of late.splice(0)) text += newline + line
      if (finalNewline !== false) text += newline
    },
  }
}
