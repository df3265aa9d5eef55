import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAppError } from '@loadout/core'
import { authenticateApiKey, createApiKey } from '@loadout/core/accounts'
import type { CliContext } from '../with-services.ts'
import { keepSecret } from './kept-secret.ts'

const SCOPES = ['matches:write', 'ops:read', 'catalog:write', 'staff:write'] as const

/** The token of the demo's own key, kept in a private file; a new one when the old one is not valid any more. */
export async function demoKey(ctx: CliContext): Promise<string> {
  const file = join(ctx.config.LOADOUT_HOME, 'demo-key')
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (await isValid(ctx, kept.trim())) return kept.trim()
  const { token } = await createApiKey(ctx, { name: 'demo', scopes: SCOPES })
  await keepSecret(file, token)
  return token
}

async function isValid(ctx: CliContext, token: string): Promise<boolean> {
  try {
    const actor = await authenticateApiKey(ctx, token)
    return actor.kind === 'api-key' && SCOPES.every((scope) => actor.scopes.includes(scope))
  } catch (error) {
    if (isAppError(error, 'UNAUTHENTICATED')) return false
    throw error
  }
}
