import type { Scope, Services } from '@loadout/core'
import { newKey, PASSWORD } from './fixtures.ts'
import { accessToken } from './signed-tokens.ts'

/** Somebody who is signed in. */
export interface Person {
  readonly accountId: number
  readonly sessionId: string
  /** A good access token. */
  readonly token: string
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** What tells people apart. */
export interface Standing {
  readonly role?: 'user' | 'moderator' | 'admin'
  readonly muted_until?: Date
  readonly banned_until?: Date
}

let made = 0

/** So many people who are alike, each with an account and a session of their own; their password is `PASSWORD`. */
export async function people(
  services: Services,
  count: number,
  values: Standing = {},
): Promise<readonly Person[]> {
  const { db } = services
  const numbers = Array.from({ length: count }, () => {
    made += 1
    return made
  })
  const accounts = await db
    .insertInto('account')
    .values(
      numbers.map((n) => ({
        ...{ kind: 'user' as const, display_name: `Person ${n}`, name_key: `person${n}` },
        ...values,
      })),
    )
    .returning('id')
    .execute()
  const hash = await hashOf(services)
  const credentials = accounts.map(({ id }) => {
    const email = `person-${id}@example.org`
    return { account_id: id, email, email_key: email, password_hash: hash }
  })
  await db.insertInto('credential').values(credentials).execute()
  const sessions = accounts.map(({ id }) => ({
    ...{ id: crypto.randomUUID(), account_id: id, secret: new Uint8Array(32) },
    expires_at: new Date(Date.now() + 86_400_000),
  }))
  await db.insertInto('session').values(sessions).execute()
  return await Promise.all(
    sessions.map(async ({ id: sessionId, account_id: accountId }) => ({
      ...{ accountId, sessionId },
      token: await accessToken(services, { accountId, sessionId }),
    })),
  )
}

/** One of them. */
export async function person(services: Services, values: Standing = {}): Promise<Person> {
  const [one] = await people(services, 1, values)
  if (one === undefined) throw new Error('nobody was made')
  return one
}

let hash: Promise<string> | undefined

function hashOf({ passwords }: Services): Promise<string> {
  hash ??= passwords.hash(PASSWORD)
  return hash
}

/** Headers with a new key. */
export const keyWith = async (services: Services, scopes: readonly Scope[]) =>
  bearer(await newKey(services, scopes))
