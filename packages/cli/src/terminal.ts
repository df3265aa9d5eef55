/** Results go to standard output and everything said about them to standard error, so that pipes stay clean. */

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}
