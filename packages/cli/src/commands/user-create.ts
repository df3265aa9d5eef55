import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { AppError, isAppError } from '@loadout/core'
import { createUser, putUser } from '@loadout/core/accounts'
import { Command, Option } from 'commander'
import { readWorkingDirectory } from '../env.ts'
import { surroundings } from '../surroundings.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

const ROLES = ['user', 'moderator', 'admin'] as const

interface UserCreateOptions {
  readonly email: string
  readonly name?: string
  readonly role: (typeof ROLES)[number]
  readonly passwordFile?: string
  readonly replace: boolean
}

/** Standard output is the password, if one was made, and nothing else. */
export function userCreateCommand(): Command {
  return new Command('create')
    .description(
      'Make an account. Without a password file a password is made and printed, this once.',
    )
    .requiredOption('--email <address>', 'what the person signs in with')
    .option('--name <name>', 'shown to others; the part before the @ if left out')
    .addOption(
      new Option('--role <role>', 'what the account may do').choices([...ROLES]).default('user'),
    )
    .option('--password-file <file>', 'holds the password; - reads standard input')
    .option('--replace', 'give an account that is there this password and role', false)
    .action(runUserCreate)
}

async function runUserCreate(options: UserCreateOptions): Promise<void> {
  const made = options.passwordFile === undefined ? newPassword() : null
  const input = {
    email: options.email,
    name: options.name ?? options.email.split('@', 1)[0] ?? '',
    password: made ?? (await readPassword(options.passwordFile ?? '-')),
    role: options.role,
  }
  const profile = await withServices((ctx) =>
    options.replace ? putUser(ctx, input) : createUser(ctx, input),
  ).catch(explain)
  if (made !== null) print(made)
  tell(`Account ${profile.id} (${profile.role}): ${profile.name} <${profile.email}>.`)
}

/** The option that each field of the API comes from. */
const OPTIONS: Readonly<Record<string, string>> = {
  '/email': '--email',
  '/name': '--name',
  '/password': '--password-file',
}

/** Errors name fields of the API; who typed a command knows its options. */
function explain(error: unknown): never {
  if (isAppError(error, 'EMAIL_TAKEN')) {
    const message = 'This address has an account. --replace gives it this password and role'
    throw new AppError(error.code, { message, cause: error })
  }
  if (!isAppError(error)) throw error
  const { code, fields, message } = error
  const named = fields.map((field) => ({
    ...field,
    pointer: OPTIONS[field.pointer] ?? field.pointer,
  }))
  throw new AppError(code, { message, fields: named, cause: error })
}

/** 120 random bits. */
const newPassword = () => randomBytes(15).toString('base64url')

/** The first line: what an editor or `echo` leaves behind it is no part of the password. */
async function readPassword(file: string): Promise<string> {
  const whole = await (file === '-'
    ? text(surroundings().stdin)
    : readFile(resolve(readWorkingDirectory(), file), 'utf8'))
  return whole.split('\n', 1)[0]?.trim() ?? ''
}
