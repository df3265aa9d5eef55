import { ACTS } from '@loadout/core/content'

/** A game version, the act it belongs to and when it went live. */
export interface Release {
  readonly gameVersion: string
  readonly major: number
  readonly actId: string
  /** Position of the act among the simulated ones; the competitive map pool rotates with it. */
  readonly actIndex: number
  readonly from: number
}

type ReleaseRow = readonly [version: string, actShort: string, from: string]

const ROWS: readonly ReleaseRow[] = [
  ['release-11.00-shipping-20-3557481', 'e10a4', '2025-06-25'],
  ['release-11.02-shipping-12-3641250', 'e10a4', '2025-07-29'],
  ['release-11.04-shipping-15-3735918', 'e10a5', '2025-08-20'],
  ['release-11.06-shipping-8-3817306', 'e10a5', '2025-09-23'],
  ['release-12.00-shipping-22-4186512', 'e11a1', '2026-01-07'],
  ['release-12.02-shipping-10-4284077', 'e11a1', '2026-02-03'],
  ['release-12.05-shipping-14-4391803', 'e11a2', '2026-03-17'],
  ['release-12.07-shipping-9-4488404', 'e11a2', '2026-04-21'],
  ['release-12.09-shipping-26-4704114', 'e11a3', '2026-05-19'],
]

export const RELEASES: readonly Release[] = createReleases(ROWS)

/** The release that was live at a Unix time in milliseconds; the first one for earlier times. */
export function releaseAt(time: number): Release {
  const release = RELEASES.findLast((candidate) => candidate.from <= time) ?? RELEASES[0]
  if (release === undefined) throw new RangeError('no releases')
  return release
}

function createReleases(rows: readonly ReleaseRow[]): Release[] {
  const acts = [...new Set(rows.map(([, short]) => short))]
  return rows.map(([gameVersion, short, from]) => ({
    gameVersion,
    major: Number(gameVersion.slice('release-'.length, 'release-'.length + 2)),
    actId: ACTS.find((act) => act.short === short)?.id ?? '',
    actIndex: acts.indexOf(short),
    from: Date.parse(from),
  }))
}
