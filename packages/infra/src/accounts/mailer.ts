import { hash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mail, Mailer } from '@loadout/core'

/** A mail service that does not answer for so long has not taken the mail, milliseconds. */
const TIMEOUT_MS = 10_000

/**
 * Mails as files of a folder, for installations that send none: `<time>-<of the address>-<id>.eml`, only for the owner
 * to read.
 */
export function createFolderMailer(folder: string): Mailer {
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const time = new Date().toISOString().replaceAll(':', '-')
      const name = `${time}-${tagOf(mail.to)}-${randomUUID()}`
      const draft = join(folder, `.${name}`)
      await writeFile(draft, asMessage(mail), { mode: 0o600 })
      await rename(draft, join(folder, `${name}.eml`))
    },
    async forget(address) {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      const theirs = names.filter((name) => name.includes(`-${tagOf(address)}-`))
      for (const name of theirs) await rm(join(folder, name), { force: true })
    },
  }
}

/** By which the mails to an address are found again. */
function tagOf(address: string): string {
  return hash('sha256', address.toLowerCase()).slice(0, 16)
}

/** Hands each mail to a service as `POST {to, subject, text}`; any answer but 2xx is a failure. */
export function createWebhookMailer(
  url: string,
  { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
): Mailer {
  return {
    async send(mail) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(mail),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the mail service answered ${response.status}`)
    },
    async forget() {},
  }
}

/** A line break in a header would begin another one. */
function asMessage({ to, subject, text }: Mail): string {
  const header = (value: string) => value.replaceAll(/[\r\n]/g, ' ')
  return `To: ${header(to)}\nSubject: ${header(subject)}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`
}
