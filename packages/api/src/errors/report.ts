import { type AppError, ERRORS, type Log } from '@loadout/core'

/** The detail that the caller is not told. What a caller can cause is not worth a line. */
export function reportError(
  log: Log,
  error: AppError,
  where: { readonly requestId: string; readonly path?: string | undefined },
): void {
  const { status } = ERRORS[error.code]
  if (status < 500) return
  const fields = { requestId: where.requestId, path: where.path, code: error.code }
  if (error.code === 'INTERNAL') {
    log.error('request failed', { ...fields, error: error.cause ?? error })
  } else {
    log.warn('request failed', { ...fields, error: error.cause ?? error })
  }
}
