import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Dimension } from './dimension.ts'

const CODES = { agent: 'AGENT_NOT_FOUND', map: 'MAP_NOT_FOUND' } as const

/** The agent or map that a page is about, by id or name. Throws AGENT_NOT_FOUND or MAP_NOT_FOUND. */
export async function requireDimension(
  { dimensions }: Pick<Services, 'dimensions'>,
  kind: keyof typeof CODES,
  idOrName: string,
): Promise<Dimension> {
  const key = await dimensions.find(kind, idOrName)
  const found = key === null ? undefined : (await dimensions.named([key])).get(key)
  if (found !== undefined) return found
  throw new AppError(CODES[kind], {
    fields: [{ pointer: `/${kind}`, message: `no ${kind} has this id or name` }],
  })
}
