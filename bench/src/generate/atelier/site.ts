import type { Prng } from '@loadout/simulator'
import type { AtelierFileName } from './atelier-files.ts'
import type { Draft } from './table-writer.ts'
import type { Texts } from './texts.ts'

/** What rows of one file have to know of the files before. */
export interface Site {
  readonly seed: string
  readonly texts: Texts
  /** 1 for every id whose row is loaded; its length is one more than the largest id. */
  readonly loaded: Record<AtelierFileName, Uint8Array>
  /** By review. */
  productOf: Uint32Array
  /** The first characteristic of each product; those until the first one of the next are its own. */
  firstCharacteristic: Uint32Array
}

export interface RowOptions {
  /** Drafts to make. */
  readonly count: number
  readonly prng: Prng
}

/** The rows of one file. */
export type RowMaker = (site: Site, options: RowOptions) => Generator<Draft, void, void>

/** The largest id of a file. */
export function lastId(site: Site, name: AtelierFileName): number {
  return site.loaded[name].length - 1
}

/** The ways in which these files say that there is nothing, all meant alike. */
const NULLS = ['null', '"null"', ''] as const
export const nothing = (prng: Prng) => prng.pick(NULLS)

const YES = ['1', 'true'] as const
const NO = ['0', 'false'] as const
export const yesOrNo = (prng: Prng, yes: boolean) => prng.pick(yes ? YES : NO)

/** 2019-01-01 and the time from then on in which everything was written. */
const FROM_MS = 1_546_300_800_000
const DAYS = 1_400
const DAY_MS = 86_400_000
/** Days of the range as quoted ISO dates. */
const ISO_DAYS = Array.from({ length: DAYS }, (_, day) => {
  return `"${new Date(FROM_MS + day * DAY_MS).toISOString().slice(0, 10)}"`
})

/** A date: mostly epoch milliseconds, else a day. */
export function someDate(prng: Prng): string {
  if (prng.chance(0.4)) return prng.pick(ISO_DAYS)
  return String(FROM_MS + prng.int(DAYS) * DAY_MS + prng.int(DAY_MS))
}

const HOST = 'https://images.example.com/'

/** The address of a picture, without quotes. */
export function picture(site: Site, prng: Prng, width: number): string {
  return `${HOST}${prng.pick(site.texts.pictures)}${width}`
}
