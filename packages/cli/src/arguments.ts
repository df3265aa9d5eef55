import { InvalidArgumentError } from 'commander'

const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

/** `12h`, `90d`, `4w` from now, or a date. Throws InvalidArgumentError, also for the past. */
export function parseExpiry(text: string, now: Date): Date {
  const [, amount = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const span = UNIT_MS[unit]
  const expiry =
    span === undefined ? parseDate(text) : new Date(now.getTime() + Number(amount) * span)
  if (expiry.getTime() <= now.getTime()) throw new InvalidArgumentError('That is in the past.')
  return expiry
}

function parseDate(text: string): Date {
  const date = new Date(/^\d{4}-\d{2}-\d{2}/.test(text) ? text : Number.NaN)
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Say it like 90d, 12h, 4w or 2030-01-31.')
  }
  return date
}

/** A whole number of at least `min`. Throws InvalidArgumentError. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= min) return value
    throw new InvalidArgumentError(`Give a whole number from ${min} up.`)
  }
}

/** An http(s) address without a trailing slash. Throws InvalidArgumentError. */
export function httpUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('Give a URL such as http://127.0.0.1:3000.')
  }
  return text.replace(/\/+$/, '')
}
