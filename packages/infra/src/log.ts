import type { Log } from '@loadout/core'
import { type Logger, pino } from 'pino'

/** Field names whose values never reach a log, at the top and one level down. */
const SECRET_FIELDS = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'url']

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Which process is talking: `api`, `worker`, `cli`. */
  readonly name: string
  /** Where lines go; standard output if left out. */
  readonly destination?: { write(line: string): void }
}

/** Structured log, one JSON object per line. Errors are written with their stack under `error`. */
export function createLog({ level, name, destination }: LogOptions): Log {
  const options = {
    level,
    name,
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
      censor: '[redacted]',
    },
    serializers: { error: pino.stdSerializers.err },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return asLog(destination === undefined ? pino(options) : pino(options, destination))
}

function asLog(logger: Logger): Log {
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    child: (fields) => asLog(logger.child(fields)),
  }
}
