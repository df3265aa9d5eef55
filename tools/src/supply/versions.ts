/** A version with exactly three numbers and perhaps a prerelease; no range. */
const EXACT = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?$/

export function isExact(version: string): boolean {
  return EXACT.test(version)
}

/** Whether `version` is below `floor`, both `x`, `x.y` or `x.y.z`; `1.0.0-beta` is below `1.0.0`. */
export function isBelow(version: string, floor: string): boolean {
  const [have, need] = [numbers(version), numbers(floor)]
  const index = need.findIndex((number, at) => number !== (have[at] ?? 0))
  if (index === -1) return version.includes('-') && !floor.includes('-')
  return (have[index] ?? 0) < (need[index] ?? 0)
}

/** `x.y.z` of a version; a part that is not written counts as 0. */
function numbers(version: string): readonly number[] {
  const [release = ''] = version.split('-')
  const parts = release.split('.').map(Number)
  return [0, 1, 2].map((at) => parts[at] ?? 0)
}
