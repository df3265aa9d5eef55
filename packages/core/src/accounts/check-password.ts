import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { nameKey } from './name-key.ts'

/** What everybody knows of an account. */
export function knownOf({
  name,
  email,
}: {
  readonly name: string | null
  readonly email: string
}): readonly string[] {
  return [name ?? '', email, email.split('@', 1)[0] ?? '']
}

/** Refuses a new password that anybody would guess. Throws BAD_INPUT with the field. */
export async function checkNewPassword(
  { passwords }: Pick<Services, 'passwords'>,
  password: string,
  { field, known }: { readonly field: string; readonly known: readonly string[] },
): Promise<void> {
  const message = (await passwords.isCommon(password))
    ? 'is one of the most common passwords'
    : isKnown(password, known)
      ? 'is your name or your e-mail address'
      : new Set(password).size < 3
        ? 'must have three different characters'
        : null
  if (message !== null) {
    throw new AppError('BAD_INPUT', { fields: [{ pointer: `/${field}`, message }] })
  }
}

/** What others know, with some digits or signs around it. */
function isKnown(password: string, known: readonly string[]): boolean {
  const bare = (value: string) => nameKey(value.replaceAll(/\p{N}/gu, ''))
  const cores = [nameKey(password), bare(password)]
  return known.some((text) => {
    const keys = [nameKey(text), bare(text)]
    return keys.some((key) => key.length >= 4 && cores.includes(key))
  })
}
