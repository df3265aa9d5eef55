import { type AppError, ERRORS, type Log } from '@loadout/core'

interface Where {
  readonly requestId: string
  readonly path?: string | undefined
  /** Of the request: who has left is not told anything, and that is no incident. */
  readonly signal?: AbortSignal
}

/** The detail that the caller is not told. What a caller can cause is not worth a line. */
export function reportError(log: Log, error: AppError, where: Where): void {
  if (ERRORS[error.code].status < 500 || where.signal?.aborted) return
  const fields = { requestId: where.requestId, path: where.path, code: error.code }
  if (error.code === 'INTERNAL') {
    log.error('request failed', { ...fields, error: error.cause ?? error })
  } else {
    log.warn('request failed', { ...fields, error: error.cause ?? error })
  }
}
