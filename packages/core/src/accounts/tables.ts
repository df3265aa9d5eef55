import type { Generated } from 'kysely'

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
