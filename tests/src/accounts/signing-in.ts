import { createHmac } from 'node:crypto'
import type { Attempts, Ctx, Mail, Mailer, Passwords, Services } from '@loadout/core'
import { authenticateSession, createUser, type Grant, login } from '@loadout/core/accounts'
import { sql } from 'kysely'

export const PASSWORD = 'seven wet otters'
export const CLIENT = { userAgent: 'test', network: '192.0.2.0/24' }

/** Never refuses; tells what it was told. */
export function openAttempts(): Attempts & { readonly failed: string[] } {
  const failed: string[] = []
  return {
    failed,
    async take({ account }) {
      failed.push(account)
    },
    async giveBack({ account }) {
      failed.splice(failed.lastIndexOf(account), 1)
    },
  }
}

/** Passwords without the slow hash, for tests that are about what happens around them; tells what was asked. */
export function quickPasswords(): Passwords & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    requireRoom: () => {},
    async hash(password) {
      asked.push(`hash ${password}`)
      return `quick:${password}`
    },
    async verify(hash, password) {
      asked.push(`verify ${password}`)
      return hash.replace(/^[a-z]+:/, '') === password
    },
    async pretend(password) {
      asked.push(`pretend ${password}`)
    },
    isOutdated: (hash) => !hash.startsWith('quick:'),
    isCommon: async (password) => password === 'password1',
  }
}

let made = 0

export interface User {
  readonly id: number
  readonly name: string
  readonly email: string
}

/** Somebody whose password is `PASSWORD`. */
export async function addUser(
  services: Services,
  role: 'user' | 'moderator' | 'admin' = 'user',
): Promise<User> {
  made += 1
  // Letters that look like no other.
  const tag = String(made).replaceAll(/\d/g, (digit) => 'acdfghkpqt'.charAt(Number(digit)))
  const name = `User ${tag}`
  const email = `user-${made}@example.org`
  const ctx: Ctx = { ...services, actor: { kind: 'system', name: 'test' } }
  const { id } = await createUser(ctx, { email, name, password: PASSWORD, role })
  return { id, name, email }
}

export async function signIn(
  services: Services,
  { email }: Pick<User, 'email'>,
  { password = PASSWORD, code }: { readonly password?: string; readonly code?: string } = {},
): Promise<Grant> {
  const ctx: Ctx = { ...services, actor: { kind: 'anonymous' } }
  const attempts = openAttempts()
  const input = { email, password, ...(code === undefined ? {} : { code }) }
  return (await login(ctx, input, { client: CLIENT, attempts })).grant
}

/** The caller with this access token. */
export async function as(services: Services, { accessToken }: Grant): Promise<Ctx> {
  return { ...services, actor: await authenticateSession(services, accessToken) }
}

/** Lets time pass for one session, as far as the database's clock is asked for it. */
export async function letPass(
  { db }: Pick<Services, 'db'>,
  sessionId: string,
  milliseconds: number,
): Promise<void> {
  const before = (column: string) =>
    sql`${sql.ref(column)} = ${sql.ref(column)} - make_interval(secs => ${milliseconds / 1_000})`
  await sql`
    update session set ${before('rotated_at')}, ${before('used_at')}, ${before('expires_at')}
    where id = ${sessionId}
  `.execute(db)
}

/** A mailer that keeps what it is given; `fail` makes the next one fail after it was taken. */
export function keptMails(): Mailer & { readonly mails: Mail[]; fail(): void } {
  const mails: Mail[] = []
  let failing = false
  return {
    mails,
    fail() {
      failing = true
    },
    async send(mail) {
      mails.push(mail)
      if (!failing) return
      failing = false
      throw new Error('the mail service hung up')
    },
    async forget(address) {
      for (const mail of mails.filter(({ to }) => to === address))
        mails.splice(mails.indexOf(mail), 1)
    },
  }
}

/** The token in the link of a mail. */
export function tokenOf(mail: Mail | undefined): string {
  return /[?&]token=([0-9a-f]{64})\b/.exec(mail?.text ?? '')?.[1] ?? 'no token'
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of an authenticator (RFC 6238), so many steps of 30 s from now. */
export function codeOf(secret: string, { steps = 0, at = Date.now() } = {}): string {
  const bits = Array.from(secret, (char) => BASE32.indexOf(char).toString(2).padStart(5, '0'))
  const bytes = bits.join('').match(/.{8}/g) ?? []
  const key = Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const start = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
