import type { Generated } from 'kysely'

export interface AccountTables {
  api_key: ApiKeyTable
  account: AccountTable
  guest_session: GuestSessionTable
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
}

/** Who writes: whatever belongs to somebody points here, whichever way they prove who they are. */
export interface AccountTable {
  id: Generated<number>
  kind: 'guest'
  /** The session of another system that this guest was imported from. */
  imported_from: string | null
  /** The same for guests from one address, see `createGuest`. */
  origin: string | null
  created_at: Generated<Date>
}

export interface GuestSessionTable {
  /** SHA-256 of the token, hex; the token has 256 bits of entropy. */
  token_hash: string
  account_id: number
  created_at: Generated<Date>
  expires_at: Date
}
