import { AppError, requireScope } from '@loadout/core'
import { importsContract, rejectCsv } from '@loadout/core/imports'
import type { Context } from 'hono'
import { identify } from '../auth/identify.ts'
import { callerKey } from '../http/caller-key.ts'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'

/** `GET /imports/:id/rejects.csv`: every row of an import that was not taken, as fast as it is read. */
export function rejectsHandler(kit: Kit) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const { clientAddress } = c.var
    const actor = await identify(kit, c, { writes: false })
    requireScope(actor, 'imports:write')
    await kit.limits.take('read', callerKey(actor, clientAddress), 1)
    const { id } = readId(c.req.param('id'))
    const pieces = await rejectCsv({ ...kit.deps.services, actor }, { id })
    return new Response(streamOf(pieces), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="import-${id}-rejects.csv"`,
        'cache-control': 'no-store',
      },
    })
  }
}

function readId(id: string | undefined) {
  const parsed = importsContract.importRunInput.safeParse({ id: Number(id) })
  if (parsed.success) return parsed.data
  throw new AppError('BAD_INPUT', { fields: [{ pointer: '/id', message: 'must be an id' }] })
}

/** Reads on when there is room, and lets go when the reader does. */
function streamOf(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return()
    },
  })
}
