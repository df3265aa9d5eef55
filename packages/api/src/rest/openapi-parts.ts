import { ERRORS } from '@loadout/core'
import { KEPT_HOURS } from '@loadout/core/idempotency'
import { IDEMPOTENCY_KEY } from '../trpc/idempotency-key.ts'
import type { ProcedureMeta } from '../trpc/meta.ts'

/** RFC 9457, as `Problem` in `errors/problem.ts`. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId', 'retryable', 'fields'],
  properties: {
    type: { type: 'string', description: 'urn:loadout:error: and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    requestId: { type: 'string', description: 'Names the request in the log of the server.' },
    retryable: { type: 'boolean' },
    retryAfterSeconds: { type: 'integer' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the input' },
          message: { type: 'string' },
        },
      },
    },
  },
} as const

export const IDEMPOTENCY_PARAMETER = {
  name: IDEMPOTENCY_KEY,
  in: 'header',
  required: false,
  description: `One for each thing to be done: sent again, it is not done twice, and the first answer is given for ${KEPT_HOURS} hours.`,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token of a session, or an API key.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-ld_at',
    description: 'Browsers have it from signing in; over plain http on one’s own machine: ld_at.',
  },
  guest: {
    type: 'apiKey',
    in: 'header',
    name: 'x-guest-token',
    description: 'Of a visitor who has not signed in and keeps no cookies.',
  },
} as const

/** Who may call it: one of these. Nobody becomes a guest by listening. */
export function securityOf(
  auth: ProcedureMeta['auth'],
  { isStream }: { readonly isStream: boolean },
): readonly Record<string, string[]>[] {
  if (auth === 'public') return [{}]
  const known = [{ bearer: [] }, { session: [] }]
  if (auth !== 'guest') return known
  return [...(isStream ? [] : [{}]), ...known, { guest: [] }]
}
