import { listApiKeys } from '@loadout/core/accounts'
import { Command } from 'commander'
import { timestamp } from '../format.ts'
import { table } from '../table.ts'
import { print, tell } from '../terminal.ts'
import { withServices } from '../with-services.ts'

export function keysListCommand(): Command {
  return new Command('list')
    .description('Every API key with its scopes and last use; never a token.')
    .action(runKeysList)
}

async function runKeysList(): Promise<void> {
  const { keys, now } = await withServices(async (ctx) => ({
    keys: await listApiKeys(ctx),
    now: ctx.clock.now(),
  }))
  if (keys.length === 0) return tell('There is no API key.')
  print(
    table(keys, [
      { title: 'id', value: (key) => key.id },
      { title: 'name', value: (key) => key.name },
      { title: 'scopes', value: (key) => key.scopes.join(',') },
      { title: 'state', value: (key) => stateOf(key, now) },
      { title: 'created', value: (key) => timestamp(key.created_at) },
      { title: 'expires', value: (key) => orNever(key.expires_at) },
      { title: 'last used', value: (key) => orNever(key.last_used_at) },
    ]),
  )
}

function stateOf(
  key: { readonly revoked_at: Date | null; readonly expires_at: Date | null },
  now: Date,
): string {
  if (key.revoked_at !== null) return 'revoked'
  return key.expires_at !== null && key.expires_at <= now ? 'expired' : 'valid'
}

function orNever(date: Date | null): string {
  return date === null ? 'never' : timestamp(date)
}
