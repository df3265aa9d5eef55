/**
 * As much of a date as is known and right: `1987-09-xx` is a month, `1987-xx-12` a year, and so is the
 * 31st of February. Null when not even the year is known.
 */
export function partialDate(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\w{1,2}))?(?:-(\w{1,2}))?$/.exec(text.trim()) ?? []
  if (year === undefined || year < '1000') return null
  if (month === undefined || !/^(?:0[1-9]|1[0-2])$/.test(month)) return year
  return day !== undefined && isDay(`${year}-${month}-${day}`)
    ? `${year}-${month}-${day}`
    : `${year}-${month}`
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
