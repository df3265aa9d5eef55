import { surroundings } from './surroundings.ts'

/** Results go to standard output and everything said about them to standard error, so that pipes stay clean. */

export function print(text: string): void {
  surroundings().stdout.write(`${plain(text)}\n`)
}

export function tell(text: string): void {
  surroundings().stderr.write(`${plain(text)}\n`)
}

/** Names and messages come from files: what a terminal would act on becomes a question mark. */
function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '?')
}

/** A reader that has seen enough (`| head`) is a normal end of every command. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
