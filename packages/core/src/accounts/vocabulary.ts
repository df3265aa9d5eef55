/** Why a session is over before its time. */
export type EndReason = 'signed-out' | 'revoked' | 'stolen' | 'password' | 'banned'

/** What a mailed token proves, for one time. */
export type TokenPurpose = 'verify-email' | 'reset-password'

/** How access tokens may be signed (RFC 7518, 3.1). */
export const KEY_ALGORITHMS = ['RS256', 'ES256'] as const
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number]

/** `next` is published before it signs, `retiring` until its last token has expired. */
export type KeyState = 'next' | 'active' | 'retiring'

/** What the audit of an account keeps. */
export const AUDIT_EVENTS = [
  'registered',
  'signed-in',
  'signed-out',
  'sign-in-failed',
  'session-revoked',
  'sessions-revoked',
  'session-stolen',
  'password-changed',
  'password-reset-asked',
  'password-reset',
  'email-verified',
  'totp-enabled',
  'totp-disabled',
  'recovery-codes-made',
  'recovery-code-used',
  'api-key-made',
  'api-key-revoked',
  'role-changed',
  'warned',
  'muted',
  'banned',
  'shadow-banned',
  'sanction-lifted',
  'data-exported',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]
