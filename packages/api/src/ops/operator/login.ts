import { ANONYMOUS, AppError, isAppError } from '@loadout/core'
import { accountsContract, login, logout, type SignedIn } from '@loadout/core/accounts'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { createSignIn } from '../../auth/sign-in.ts'
import { mediaType } from '../../http/media-type.ts'
import { readUpTo } from '../../http/receive-body.ts'
import { requireIdentity } from '../../http/require-identity.ts'
import type { ApiEnv } from '../../http/variables.ts'
import type { Kit } from '../../kit.ts'
import { loginPage } from './page.ts'
import type { OperatorSessions } from './session.ts'

const MAX_FORM_BYTES = 4_096

/** `POST /ops/login`: admins come in, with their second factor if they have one. */
export function loginHandler(kit: Kit, sessions: OperatorSessions) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const form = await readForm(c)
    try {
      await kit.limits.take('signIn', `address:${c.var.clientAddress}`, 1)
      const { profile, grant } = await signIn(kit, c, form)
      const session = { sessionId: grant.sessionId, accountId: profile.id }
      if (profile.role === 'admin') {
        await sessions.open(c, session)
        return c.redirect('/ops/jobs', 303)
      }
      const actor = { kind: 'account', role: profile.role, ...session } as const
      await logout({ ...kit.deps.services, actor }, null)
      return loginPage(c, 403, 'This is not the account of an admin.')
    } catch (error) {
      if (!isAppError(error)) throw error
      return refused(c, error)
    }
  }
}

async function signIn(kit: Kit, c: Context<ApiEnv>, form: URLSearchParams): Promise<SignedIn> {
  const { client, attempts } = createSignIn(kit, c, [])
  const code = form.get('code') ?? ''
  const input = accountsContract.loginInput.safeParse({
    email: form.get('email') ?? '',
    password: form.get('password') ?? '',
    code: code === '' ? undefined : code,
  })
  // What no account can have is told what any other is told that none has.
  if (!input.success) throw new AppError('WRONG_CREDENTIALS')
  return await login({ ...kit.deps.services, actor: ANONYMOUS }, input.data, { client, attempts })
}

const ALERTS: Partial<Record<AppError['code'], { status: ContentfulStatusCode; alert: string }>> = {
  WRONG_CREDENTIALS: { status: 401, alert: 'That is not the password of this account.' },
  SECOND_FACTOR_REQUIRED: { status: 401, alert: 'This account needs a code as well.' },
  WRONG_CODE: { status: 401, alert: 'That code is wrong, or was used already.' },
  BANNED: { status: 403, alert: 'This account may not sign in.' },
  RATE_LIMITED: { status: 429, alert: 'Too many attempts. Try again later.' },
  AUTH_BUSY: { status: 503, alert: 'Too many people are signing in. Try again in a moment.' },
}

function refused(c: Context<ApiEnv>, error: AppError): Response | Promise<Response> {
  const known = ALERTS[error.code]
  if (known === undefined) throw error
  if (error.retryAfterSeconds !== undefined) {
    c.header('retry-after', String(error.retryAfterSeconds))
  }
  return loginPage(c, known.status, known.alert)
}

async function readForm(c: Context<ApiEnv>): Promise<URLSearchParams> {
  requireIdentity(c.req.raw.headers)
  const type = mediaType(c.req.raw.headers)
  if (type !== undefined && type !== 'application/x-www-form-urlencoded') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE')
  }
  const { body } = c.req.raw
  if (body === null) return new URLSearchParams()
  return new URLSearchParams(new TextDecoder().decode(await readUpTo(body, MAX_FORM_BYTES)))
}
