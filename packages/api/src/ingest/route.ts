import { AppError, requireScope } from '@loadout/core'
import { ingestStream, matchesContract, requireSource } from '@loadout/core/matches'
import type { Context } from 'hono'
import { z } from 'zod'
import { identify } from '../auth/identify.ts'
import { fieldErrors } from '../errors/field-errors.ts'
import { problemResponse } from '../errors/problem.ts'
import { reportError } from '../errors/report.ts'
import { toAppError } from '../errors/to-app-error.ts'
import { callerKey } from '../http/caller-key.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'
import { readContent } from './content.ts'
import { decodeBody } from './decode-body.ts'

type IngestReport = matchesContract.IngestReport

const querySchema = z.object({
  source: matchesContract.sourceSchema.default('auto'),
})

/**
 * `POST /ingest/matches?source=`: a stream of documents of any length, one a line; or one document, as
 * `application/json`. The key is checked before the body is read. When the stream breaks, what came
 * before it is kept and the problem carries the `report` of it.
 */
export function ingestHandler(kit: Kit) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const { clientAddress, requestId } = c.var
    const actor = await identify(kit, c, { writes: true })
    requireScope(actor, 'matches:write')
    await kit.limits.take('write', callerKey(actor, clientAddress), 1)
    const source = readSource(c.req.query())
    requireSource(kit.deps.services.game, source)
    const { format, encoding } = readContent(c.req.raw.headers)
    const { body } = c.req.raw
    if (body === null) throw new AppError('BAD_INPUT', { message: 'There is no body' })
    let soFar: Readonly<IngestReport> | null = null
    try {
      const report = await ingestStream(
        { ...kit.deps.services, actor },
        {
          chunks: decodeBody(body, encoding),
          source,
          format,
          origin: 'http',
          onProgress: (report) => {
            soFar = report
          },
        },
      )
      return c.json(report, 200, { 'cache-control': 'no-store' })
    } catch (error) {
      const appError = toAppError(error)
      reportError(kit.deps.services.log, appError, { requestId, path: '/ingest/matches' })
      return problemResponse(appError, requestId, { report: soFar ?? EMPTY_REPORT })
    }
  }
}

const EMPTY_REPORT: IngestReport = {
  accepted: 0,
  duplicate: 0,
  excluded: 0,
  quarantined: 0,
  rejected: [],
}

function readSource(
  query: Readonly<Record<string, string>>,
): z.output<typeof querySchema>['source'] {
  const parsed = querySchema.safeParse(query)
  if (parsed.success) return parsed.data.source
  throw new AppError('BAD_INPUT', { fields: fieldErrors(parsed.error.issues) })
}
