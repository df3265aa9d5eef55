import type { StoreDocumentInput } from '@loadout/core/catalog'
import type { Prng } from '../prng.ts'
import { dayOf, daysBefore, partialDate } from './dates.ts'
import type { Draft } from './draft.ts'
import { pickSkewed, sampleSkewed, skewedCount } from './skew.ts'
import { COMPUTERS, DESCRIPTORS, LANGUAGES, MODES, OUTLETS, REGIONS } from './words.ts'

type Game = NonNullable<StoreDocumentInput['game']>
type List<Key extends keyof Game> = NonNullable<Game[Key]>

/** What only the page of a game shows. `small` is what hangs on another game: it has less of everything. */
export function gameDetail(draft: Draft, small = false): Game {
  const { prng, slug, platforms, releasedOn } = draft
  return {
    companies: [...draft.companies],
    titles: prng.chance(0.1) ? [{ region: 'Japan', title: japanese(prng) }] : [],
    modes: sampleSkewed(prng, MODES, prng.between(1, 3)),
    releases: releases(prng, platforms, releasedOn),
    ageRatings: ageRatings(prng),
    requirements: requirements(prng, platforms),
    languages: languages(prng),
    criticReviews: small ? [] : criticReviews(draft),
    achievements: small ? [] : achievements(draft),
    socials: ['website', 'discord', 'forum']
      .filter(() => prng.chance(0.7))
      .map((kind) => ({ kind, url: `https://${kind}.example.com/${slug}` })),
  }
}

const SYLLABLES = ['ア', 'カ', 'サ', 'ト', 'ナ', 'ホ', 'マ', 'リ', 'ロ', 'ン', 'ガ', 'ド', 'ー']

function japanese(prng: Prng): string {
  return Array.from({ length: prng.between(4, 9) }, () => prng.pick(SYLLABLES)).join('')
}

function releases(prng: Prng, platforms: readonly string[], day: string): List<'releases'> {
  return platforms.flatMap((platform, index) => {
    // Ports come later; some regions later still.
    const at = daysBefore(Date.parse(day), index === 0 ? 0 : -prng.int(400))
    const first = { platform, region: null, date: partialDate(prng, dayOf(at)) }
    if (!prng.chance(0.12)) return [first]
    const region = pickSkewed(prng, REGIONS)
    return [first, { platform, region, date: partialDate(prng, dayOf(daysBefore(at, -60))) }]
  })
}

/** One row is one age, as each board words it. */
const BOARDS = ['PEGI', 'ESRB', 'USK', 'CERO'] as const
const AGES = [
  ['3', 'E', '0', 'A'],
  ['7', 'E10+', '6', 'A'],
  ['12', 'T', '12', 'B'],
  ['16', 'M', '16', 'D'],
  ['18', 'M', '18', 'Z'],
] as const

function ageRatings(prng: Prng): List<'ageRatings'> {
  const age = prng.weighted([25, 20, 25, 18, 12])
  const descriptors = sampleSkewed(prng, DESCRIPTORS, Math.min(age, prng.between(0, 4)))
  return BOARDS.flatMap((board, index) => {
    if (!prng.chance(0.75)) return []
    return { board, rating: AGES[age]?.[index] ?? '', descriptors }
  })
}

const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  Windows: ['Windows 10 64-bit', 'Windows 11'],
  macOS: ['macOS 12', 'macOS 14'],
  Linux: ['Ubuntu 20.04 or alike', 'Ubuntu 24.04 or alike'],
}

function requirements(prng: Prng, platforms: readonly string[]): List<'requirements'> {
  const size = prng.between(0, 4)
  return platforms
    .filter((platform) => COMPUTERS.includes(platform))
    .map((os) => ({
      os,
      minimum: machine(os, size, 0),
      recommended: prng.chance(0.8) ? machine(os, size + 1, 1) : [],
    }))
}

function machine(os: string, size: number, system: number) {
  const gigabytes = 2 ** (size + 1)
  return [
    { name: 'System', value: SYSTEMS[os]?.[system] ?? os },
    { name: 'Processor', value: `${2 + 2 * Math.ceil(size / 2)} cores at ${2 + size / 4} GHz` },
    { name: 'Memory', value: `${gigabytes} GB RAM` },
    { name: 'Graphics', value: `${Math.max(1, gigabytes / 4)} GB of video memory` },
    { name: 'Storage', value: `${5 * gigabytes} GB` },
  ]
}

function languages(prng: Prng): List<'languages'> {
  const count = 1 + skewedCount(prng, 5, LANGUAGES.length - 1)
  return sampleSkewed(prng, LANGUAGES, count).map((name, index) => ({
    name,
    interface: index === 0 || prng.chance(0.9),
    audio: index === 0 || prng.chance(0.25),
    subtitles: index === 0 || prng.chance(0.8),
  }))
}

function criticReviews({ prng, faker, slug, quality, releasedOn }: Draft): List<'criticReviews'> {
  const outlets = sampleSkewed(prng, OUTLETS, skewedCount(prng, 4, OUTLETS.length))
  return outlets.map((outlet, index) => {
    const score = Math.round(100 * (0.35 + 0.6 * quality) + 8 * prng.normal())
    return {
      outlet,
      author: prng.chance(0.8) ? faker.person.fullName() : null,
      score: prng.chance(0.1) ? null : Math.min(100, Math.max(5, score)),
      quote: prng.chance(0.7) ? faker.lorem.sentence({ min: 8, max: 20 }) : null,
      url: `https://press.example.com/${slug}/${index + 1}`,
      publishedOn: dayOf(daysBefore(Date.parse(releasedOn), -prng.between(-5, 40))),
    }
  })
}

function achievements({ prng, faker, slug }: Draft): List<'achievements'> {
  const count = prng.chance(0.3) ? 0 : 5 + skewedCount(prng, 15, 75)
  return Array.from({ length: count }, (_, index) => ({
    name: `${faker.word.adjective()} ${faker.word.noun()}`,
    description: prng.chance(0.9) ? faker.lorem.sentence({ min: 4, max: 9 }) : '',
    icon: `https://media.example.com/${slug}/achievements/${index + 1}.png`,
    // From what everybody gets to what hardly anybody does.
    share: Math.round(10_000 * 0.95 * 0.9 ** index * (0.8 + 0.2 * prng.float())) / 10_000,
    hidden: prng.chance(0.1),
  }))
}
