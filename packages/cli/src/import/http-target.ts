import { pipeline, Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { AppError, ERRORS, type ErrorCode } from '@loadout/core'
import { matchesContract } from '@loadout/core/matches'
import { UnreadableFileError } from '@loadout/infra'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-codes.ts'
import type { IngestTarget, Source } from './ingest-target.ts'
import type { IngestReport } from './tally.ts'

export interface HttpTargetOptions {
  readonly url: string
  readonly key: string
  readonly source: Source
}

/** Another server's `POST /ingest/matches`, gzip on the way. */
export function httpTarget({ url, key, source }: HttpTargetOptions): IngestTarget {
  return {
    identity: url,
    async ingest({ chunks, format, onReport }) {
      // The door takes one document a line, so a document of several lines becomes one line.
      const lines = format === 'json' ? joinLines(chunks) : chunks
      onReport(await postMatches({ url, key, source }, lines))
    },
  }
}

/** Throws AppError with the server's code, CliError when there is no server. */
export async function postMatches(
  { url, key, source }: HttpTargetOptions,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<IngestReport> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED })
  let inputError: unknown
  // A failure of the input destroys the body, and with it the request.
  pipeline(Readable.from(chunks, { objectMode: false }), gzip, (error) => {
    inputError = error
  })
  const init = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
    },
    body: Readable.toWeb(gzip),
    duplex: 'half',
  } as const
  const response = await send(`${url}/ingest/matches?source=${source}`, init).catch((error) => {
    throw inputError instanceof UnreadableFileError ? inputError : error
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(response, answer)
  return matchesContract.ingestReportSchema.parse(answer)
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new CliError(`The server at ${new URL(url).origin} does not answer`, {
      exitCode: EXIT.unavailable,
      hint: 'Does a Loadout server listen there?',
      cause,
    })
  }
}

function problemOf(response: Response, answer: unknown): Error {
  const { code, title }: { code?: unknown; title?: unknown } = Object(answer)
  if (typeof code === 'string' && isErrorCode(code)) {
    const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 1)
    const message = typeof title === 'string' ? title : ERRORS[code].message
    return new AppError(code, { message, retryAfterSeconds })
  }
  return new CliError(`Something at that URL answered ${response.status}, but no Loadout server`, {
    exitCode: EXIT.unavailable,
  })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}

const [NEWLINE, SPACE] = [0x0a, 0x20]

/** In JSON a raw newline stands between tokens only, where a blank means the same. */
export async function* joinLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk.map((byte) => (byte === NEWLINE ? SPACE : byte))
  }
}
