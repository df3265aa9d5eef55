import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { AuditEvent, EndReason, KeyAlgorithm, KeyState, TokenPurpose } from './vocabulary.ts'

export interface AccountTables {
  api_key: ApiKeyTable
  account: AccountTable
  guest_session: GuestSessionTable
  credential: CredentialTable
  recovery_code: RecoveryCodeTable
  mailed_token: MailedTokenTable
  session: SessionTable
  signing_key: SigningKeyTable
  audit_entry: AuditEntryTable
}

export interface ApiKeyTable {
  id: string
  name: string
  /** SHA-256 of the secret part, hex. The secret has 256 bits of entropy, so a slow hash adds nothing. */
  secret_hash: string
  scopes: string[]
  created_at: Generated<Date>
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  /** Who made it; null: the operator. */
  account_id: number | null
}

/** Who writes: whatever belongs to somebody points here, whichever way they prove who they are. */
export interface AccountTable {
  id: Generated<number>
  kind: 'guest' | 'user'
  /** The session of another system that this guest was imported from. */
  imported_from: string | null
  /** The same for guests and accounts without a verified mail that come from one address, see `createGuest`. */
  origin: string | null
  created_at: Generated<Date>
  /** Of a user; says nothing of a guest. */
  role: Generated<'user' | 'moderator' | 'admin'>
  /** Null for a guest. */
  display_name: string | null
  /** The name with look-alikes made equal. */
  name_key: string | null
  muted_until: Date | null
  banned_until: Date | null
  shadow_banned: Generated<boolean>
}

export interface GuestSessionTable {
  /** SHA-256 of the token, hex; the token has 256 bits of entropy. */
  token_hash: string
  account_id: number
  created_at: Generated<Date>
  expires_at: Date
}

export interface CredentialTable {
  account_id: number
  email: string
  email_key: string
  email_verified_at: Date | null
  /** argon2id, in PHC format. */
  password_hash: string
  password_changed_at: Generated<Date>
  /** Encrypted; it counts once it is confirmed. */
  totp_secret: string | null
  totp_confirmed_at: Date | null
  totp_last_step: number | null
}

export interface RecoveryCodeTable {
  account_id: number
  /** SHA-256 of the code, hex. */
  code_hash: string
}

export interface MailedTokenTable {
  /** SHA-256 of the token, hex. */
  token_hash: string
  account_id: number
  purpose: TokenPurpose
  email: string
  expires_at: Date
}

export interface SessionTable {
  id: string
  account_id: number
  secret: Uint8Array
  generation: Generated<number>
  previous_generation: Generated<number>
  is_used: Generated<boolean>
  rotated_at: Generated<Date>
  user_agent: string | null
  network: string | null
  created_at: Generated<Date>
  used_at: Generated<Date>
  expires_at: Date
  ended_at: Date | null
  end_reason: EndReason | null
}

export interface SigningKeyTable {
  kid: string
  algorithm: KeyAlgorithm
  state: KeyState
  public_jwk: JSONColumnType<Record<string, unknown>>
  private_jwe: string
  created_at: Generated<Date>
  state_since: Generated<Date>
}

export interface AuditEntryTable {
  id: GeneratedAlways<number>
  account_id: number
  actor: string
  event: AuditEvent
  detail: JSONColumnType<Record<string, unknown>> | null
  at: Generated<Date>
}
