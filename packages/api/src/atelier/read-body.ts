import { AppError } from '@loadout/core'
import type { z } from 'zod'
import { mediaType } from '../http/media-type.ts'
import { receiveBody } from '../http/receive-body.ts'
import type { Call } from './endpoint.ts'

const MAX_BODY_BYTES = 1_048_576

/**
 * The JSON that was sent, as the schema has it. Throws UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or BAD_INPUT.
 * Only JSON is taken: a page of another site can send everything else without asking first.
 */
export async function readBody<Schema extends z.ZodType>(
  { c, deadline }: Call,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = mediaType(c.req.raw.headers)
  if (type !== 'application/json') throw new AppError('UNSUPPORTED_MEDIA_TYPE')
  const request = await deadline.pauseFor(receiveBody(c.req.raw, MAX_BODY_BYTES))
  const parsed = schema.safeParse(parseJson(await request.text()))
  if (parsed.success) return parsed.data
  throw new AppError('BAD_INPUT')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('BAD_INPUT')
  }
}
