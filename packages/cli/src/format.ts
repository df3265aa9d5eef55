/** `1,234,567`, the same on every machine. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `54.5 %` of a share. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Bytes as `12.3 MB` (10^6). */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Seconds as `7 s`, `3 min 05 s` or `2 h 04 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  if (hours > 0) return `${hours} h ${twoDigits(minutes)} min`
  if (minutes > 0) return `${minutes} min ${twoDigits(whole % 60)} s`
  return `${whole} s`
}

/** `1 file`, `2 files`. */
export function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** UTC, to the second. */
export function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
