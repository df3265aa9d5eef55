import { isLoadoutError } from '@loadout/client'
import { type FieldError, isAppError } from '@loadout/core'
import { ConfigError, UnreadableFileError } from '@loadout/infra'
import { CliError } from './cli-error.ts'
import { EXIT } from './exit-codes.ts'

export interface Explanation {
  readonly message: string
  readonly hint: string | undefined
  readonly exitCode: number
}

export const START_HINT = 'Start it with `npm start`, or set DATABASE_URL and REDIS_URL.'
const UNREACHABLE_HINT = `Is it running? ${START_HINT} \`npm run loadout -- doctor\` checks everything.`

/** The one place where a failure becomes a line for the operator and an exit code. */
export function explainError(error: unknown): Explanation {
  if (error instanceof CliError) return { ...pick(error), hint: error.hint }
  if (error instanceof ConfigError) return { ...pick(error), hint: START_HINT }
  if (error instanceof UnreadableFileError) {
    const message = `${error.file ?? 'A file'} cannot be read to its end: ${error.message}`
    return {
      message,
      hint: 'Is the file whole?',
      exitCode: EXIT.noInput,
    }
  }
  if (isAppError(error) || isLoadoutError(error)) {
    const { message, code, fields } = error
    return {
      message: withFields(message, fields),
      hint: ownValue(HINTS, code),
      exitCode: exitCodeOf(code),
    }
  }
  return explainSystemError(error)
}

const HINTS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Make a key with `npm run --silent loadout -- keys create --scope ...`.',
  FORBIDDEN: 'Make a key with `npm run --silent loadout -- keys create --scope ...`.',
  REBUILD_RUNNING: '`rebuild status` shows how far it is, `rebuild cancel` ends it.',
  IMPORT_RUNNING: '`imports list` shows how far it is.',
  NETWORK: 'Does a Loadout server listen at that URL?',
}

function exitCodeOf(code: string): number {
  switch (code) {
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
    case 'PLAYER_PRIVATE':
    case 'WRONG_CREDENTIALS':
    case 'SECOND_FACTOR_REQUIRED':
    case 'WRONG_CODE':
    case 'SESSION_ENDED':
    case 'BANNED':
    case 'MUTED':
    case 'BLOCKED':
      return EXIT.noPermission
    case 'AUTH_BUSY':
    case 'RATE_LIMITED':
    case 'REBUILD_RUNNING':
    case 'IMPORT_RUNNING':
    case 'IDEMPOTENCY_KEY_IN_USE':
    case 'UNAVAILABLE':
    case 'TIMEOUT':
    case 'CLIENT_TIMEOUT':
      return EXIT.temporary
    case 'NETWORK':
      return EXIT.unavailable
    default:
      return EXIT.failure
  }
}

interface KnownFailure {
  readonly message: string
  readonly hint: string
  readonly exitCode: number
}

const UNREACHABLE: KnownFailure = {
  message: 'PostgreSQL or Redis does not answer',
  hint: UNREACHABLE_HINT,
  exitCode: EXIT.unavailable,
}

/** Codes of Node and of PostgreSQL (SQLSTATE). */
const BY_CODE: Readonly<Record<string, KnownFailure>> = {
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  '57P01': UNREACHABLE,
  '57P03': UNREACHABLE,
  '28P01': {
    message: 'PostgreSQL refuses the password',
    hint: 'Check DATABASE_URL.',
    exitCode: EXIT.noPermission,
  },
  '28000': {
    message: 'PostgreSQL refuses the user',
    hint: 'Check DATABASE_URL.',
    exitCode: EXIT.noPermission,
  },
  '3D000': {
    message: 'The database of DATABASE_URL does not exist',
    hint: 'Create it with `createdb`, then run `npm run loadout -- migrate`.',
    exitCode: EXIT.config,
  },
  '42P01': {
    message: 'The database lacks a table',
    hint: 'Bring it up to date with `npm run loadout -- migrate`.',
    exitCode: EXIT.config,
  },
}

/** What `pg` says, without a code, when a server is gone or does not answer. */
const LOST = /Connection terminated|timeout exceeded when trying to connect|Connection is closed/

function explainSystemError(error: unknown): Explanation {
  const known = ownValue(BY_CODE, errorCode(error))
  if (known !== undefined) return { ...known, message: `${known.message}${addressOf(error)}` }
  const message = error instanceof Error ? error.message : String(error)
  if (LOST.test(message)) return UNREACHABLE
  return {
    message: `Unexpected: ${message.split('\n')[0]}`,
    hint: 'LOADOUT_DEBUG=1 shows where.',
    exitCode: EXIT.failure,
  }
}

/** A refused connection to a name with several addresses is an AggregateError with a code of its own. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** ` at 127.0.0.1:5432`, when the error of a connection says so. */
function addressOf(error: unknown): string {
  const { address, port }: { address?: unknown; port?: unknown } = Object(error)
  return typeof address === 'string' && typeof port === 'number' ? ` at ${address}:${port}` : ''
}

function withFields(message: string, fields: readonly FieldError[]): string {
  const details = fields.map((field) => `${field.pointer} ${field.message}`)
  return details.length === 0 ? message : `${message} (${details.join('; ')})`
}

function pick({ message, exitCode }: { message: string; exitCode: number }) {
  return { message, exitCode }
}

/** Codes come from anywhere: `constructor` is none of the table's. */
function ownValue<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
