import { CompactEncrypt, compactDecrypt } from 'jose'
import type { ServerSecret } from '../../ports/server-secret.ts'

/** Encrypts what the database may hold but not show (JWE, A256GCM), with the key of this purpose. */
export function seal(secret: ServerSecret, purpose: string, text: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(secret.key(purpose))
}

/** Null when it was sealed with another secret, or is damaged. */
export async function unseal(
  secret: ServerSecret,
  purpose: string,
  sealed: string,
): Promise<string | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, secret.key(purpose), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return new TextDecoder().decode(plaintext)
  } catch {
    return null
  }
}
