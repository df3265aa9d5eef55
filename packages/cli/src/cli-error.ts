/** A failure with everything an operator needs: one line of what, one of what to do, and the exit code. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: number
  readonly hint: string | undefined

  constructor(
    message: string,
    options: { readonly exitCode: number; readonly hint?: string; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause })
    this.exitCode = options.exitCode
    this.hint = options.hint
  }
}
