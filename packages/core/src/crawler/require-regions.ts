import { AppError, ERRORS } from '../errors.ts'

const REMEDY = 'give them CRAWLER_BASE_URL, CRAWLER_API_KEY and CRAWLER_REGIONS'

/**
 * Throws CRAWLER_NOT_CONFIGURED when there is no region at all, BAD_INPUT for each one that was asked for
 * and is not there.
 */
export function requireRegions(
  asked: readonly string[] | undefined,
  known: readonly string[],
): void {
  const fields = (asked ?? []).flatMap((region, index) =>
    known.includes(region)
      ? []
      : [{ pointer: `/regions/${index}`, message: 'no worker has this region in CRAWLER_REGIONS' }],
  )
  if (fields.length > 0) throw new AppError('BAD_INPUT', { fields })
  if (known.length > 0) return
  const { message } = ERRORS.CRAWLER_NOT_CONFIGURED
  throw new AppError('CRAWLER_NOT_CONFIGURED', { message: `${message}: ${REMEDY}` })
}
