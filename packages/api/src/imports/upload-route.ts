import { AppError, requireScope } from '@loadout/core'
import { importsContract } from '@loadout/core/imports'
import type { Context } from 'hono'
import { identify } from '../auth/identify.ts'
import { callerKey } from '../http/caller-key.ts'
import type { ApiEnv } from '../http/variables.ts'
import { decodeBody } from '../ingest/decode-body.ts'
import type { Kit } from '../kit.ts'

/**
 * `POST /imports/:name`: the body becomes that file in the folder for imports, as it comes, compressed or
 * not. A file of that name is replaced when the new one is all there. The key is checked before the body is
 * read.
 */
export function uploadHandler(kit: Kit) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const { clientAddress } = c.var
    const actor = await identify(kit, c, { writes: true })
    requireScope(actor, 'imports:write')
    await kit.limits.take('write', callerKey(actor, clientAddress), 1)
    const name = readName(c.req.param('name'))
    const { maxImportBytes } = kit.deps.settings
    if (Number(c.req.header('content-length')) > maxImportBytes)
      throw new AppError('BODY_TOO_LARGE')
    const { body } = c.req.raw
    if (body === null) throw new AppError('BAD_INPUT', { message: 'There is no body' })
    // The file stays compressed: whoever imports it looks at its first bytes.
    const chunks = decodeBody(body, 'identity')
    const bytes = await kit.deps.services.importFolder.put(name, chunks, maxImportBytes)
    return c.json({ file: name, bytes }, 201, { 'cache-control': 'no-store' })
  }
}

function readName(name: string | undefined): string {
  const parsed = importsContract.importFileName.safeParse(name)
  if (parsed.success) return parsed.data
  const message = parsed.error.issues[0]?.message ?? 'is no name of a file'
  throw new AppError('BAD_INPUT', { fields: [{ pointer: '/name', message }] })
}
