/** Results go to standard output and everything said about them to standard error, so that pipes stay clean. */

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** A reader that has seen enough (`| head`) is a normal end of every command. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
