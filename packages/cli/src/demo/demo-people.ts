import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { putUser } from '@loadout/core/accounts'
import type { CliContext } from '../with-services.ts'
import { keptSecret } from './kept-secret.ts'

/** Somebody of the demo, as they sign in. */
export interface DemoPerson {
  readonly id: number
  readonly email: string
  readonly password: string
}

/**
 * Accounts of these names with one password, which a private file keeps, so that whoever runs the demo can sign in
 * as one of them. Those that are there stay as they are.
 */
export async function demoPeople(
  ctx: CliContext,
  people: readonly { readonly name: string }[],
): Promise<readonly DemoPerson[]> {
  const password = await keptSecret(passwordFile(ctx), () => randomBytes(12).toString('base64url'))
  const made: DemoPerson[] = []
  for (const { name } of people) {
    const email = `${name.toLowerCase()}@demo.example`
    const { id } = await putUser(ctx, { email, name: `Demo ${name}`, password, role: 'user' })
    made.push({ id, email, password })
  }
  return made
}

export const passwordFile = ({ config }: Pick<CliContext, 'config'>): string =>
  join(config.LOADOUT_HOME, 'demo-password')
