import { z } from 'zod'
import { ROLES, SCOPES } from '../actor.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { isStorable, text } from '../text.ts'
import { isOfOneScript, nameKey } from './name-key.ts'
import { AUDIT_EVENTS } from './vocabulary.ts'

export const noInput = z.object({})

export const startGuestOutput = z
  .object({
    token: z.string().describe('Names the guest. It is shown this once.'),
    expiresAt: z.iso.datetime().describe('Moves on with use.'),
  })
  .meta({ id: 'GuestToken' })

const email = z.email().max(254)

/** Of letters and digits; what separates them stands between them. Letters of no script have more than three marks. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}]|\p{M}(?!\p{M}{3})|[ ._-](?![ ._-]))*(?<![ ._-])$/u

const displayName = text(32, 2)
  .transform((name) => name.normalize('NFC'))
  .refine((name) => NAME.test(name), 'letters, digits, and single spaces, dots and dashes between')
  .refine(isOfOneScript, 'letters of one script only')
  .refine((name) => nameKey(name).length >= 2, 'must have two letters or digits')

/** The same however a keyboard composes it (NIST SP 800-63B, 3.1.1.2). */
const password = (max: number, min: number) =>
  z
    .string()
    .max(max, `must have at most ${max} characters`)
    .transform((value) => value.normalize('NFKC'))
    .pipe(z.string().min(min, `must have at least ${min} characters`))

/** What is given to sign in may be longer than what may be chosen: a limit that once was another. */
export const knownPassword = password(1_024, 1)
const newPassword = password(128, 8).describe('8 to 128 characters, none of the most common ones.')

export const secondFactor = z
  .string()
  .max(32)
  .optional()
  .describe('Code of the authenticator, or a recovery code. Needed once a second factor is set up.')

const asTokens = z
  .boolean()
  .default(false)
  .describe('True for callers without cookies: the tokens are in the answer.')

export const profileSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    role: z.enum(ROLES).exclude(['guest']),
    secondFactor: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Profile' })

export const tokensSchema = z
  .object({
    accessToken: z.string().describe('Sent as `Authorization: Bearer`.'),
    refreshToken: z.string().describe('Good for the next `auth.refresh`.'),
    expiresIn: z.int().describe('Seconds that the access token is good for.'),
  })
  .meta({ id: 'Tokens' })

export const signedInOutput = z.object({
  profile: profileSchema,
  tokens: tokensSchema.nullable().describe('Null unless they were asked for: cookies hold them.'),
})

export const registerInput = z.object({
  email,
  name: displayName,
  password: newPassword,
  tokens: asTokens,
})

/** Any text that could be one: what one may be was another rule when it was taken. */
const knownEmail = z
  .string()
  .min(1)
  .max(254)
  .refine(isStorable, 'must have no NUL and no half characters')

export const loginInput = z.object({
  email: knownEmail,
  password: knownPassword,
  code: secondFactor,
  tokens: asTokens,
})

export const refreshInput = z.object({
  refreshToken: z.string().max(200).optional().describe('Left out by browsers: a cookie holds it.'),
})
export const refreshOutput = z.object({
  expiresIn: z.int().describe('Seconds that the access token is good for.'),
  tokens: tokensSchema.nullable().describe('Null when a cookie was refreshed.'),
})

export const logoutInput = z.object({
  refreshToken: z.string().max(200).optional(),
})
export const endedOutput = z.object({ ended: z.int().describe('Sessions that are over now.') })

export const sessionsOutput = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          current: z.boolean(),
          userAgent: z.string().nullable(),
          network: z.string().nullable().describe('Where it was begun, shortened.'),
          createdAt: z.iso.datetime(),
          usedAt: z.iso.datetime(),
          expiresAt: z.iso.datetime(),
        })
        .meta({ id: 'Session' }),
    ),
  })
  .describe('The one used last first, at most 100.')
export const revokeSessionInput = z.object({ sessionId: z.uuid() })

export const changePasswordInput = z.object({
  password: knownPassword.describe('The present one.'),
  newPassword,
})
export const askResetInput = z.object({ email: knownEmail })
export const acceptedOutput = z.object({ accepted: z.literal(true) })
const mailedToken = z.string().regex(/^[0-9a-f]{64}$/, 'not a token of a mail')
export const resetPasswordInput = z.object({ token: mailedToken, newPassword })
export const verifyEmailInput = z.object({ token: mailedToken })

export const totpSetUpInput = z.object({ password: knownPassword })
export const totpSetUpOutput = z.object({
  secret: z.string().describe('Base32, for typing.'),
  uri: z.string().describe('`otpauth://`, for a QR code.'),
})
export const totpConfirmInput = z.object({ code: z.string().max(32) })
export const recoveryCodesOutput = z.object({
  recoveryCodes: z.array(z.string()).describe('Each is good for one time. Shown this once.'),
})
export const totpDisableInput = z.object({ password: knownPassword, code: z.string().max(32) })
export const recoveryCodesInput = totpDisableInput

export const updateProfileInput = z.object({ name: displayName })

export const auditInput = z.object({ ...pageInput })
export const auditOutput = pageOf(
  z
    .object({
      id: z.int(),
      event: z.enum(AUDIT_EVENTS),
      actor: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
      at: z.iso.datetime(),
    })
    .meta({ id: 'AuditEntry' }),
).describe('Latest first.')

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })
export const createKeyInput = z.object({
  name: text(100),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).describe('Of those of your role.'),
  expiresAt: z.iso.datetime().optional(),
})
export const createKeyOutput = z.object({
  id: z.string(),
  token: z.string().describe('Shown this once.'),
})
export const keysOutput = z.object({ items: z.array(apiKeySchema) })
export const revokeKeyInput = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) })

export const setRoleInput = z.object({
  accountId: rowId,
  role: z.enum(ROLES).exclude(['guest']),
})
export const setRoleOutput = setRoleInput
