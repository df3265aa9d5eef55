import type { catalogContract, StoreDocument } from '@loadout/core/catalog'
import { expect } from 'vitest'

/** What a page of the product must tell once this document is saved, told without the code under test. */
export function expectedProduct(document: StoreDocument) {
  const { kind, name, tagline, description, category, tags, genres, platforms } = document
  const [own = null] = document.prices
  return {
    ...{ kind, name, tagline, description, category, tags, genres, platforms },
    price: own,
    prices: [own, ...document.prices.slice(1).toSorted(byCurrency)].filter((one) => one !== null),
    features: document.features,
    media: document.media,
    image: expectedImage(document),
    ...expectedRelease(document),
    game: kind === 'merch' ? null : expectedGame(document),
  }
}

const byCurrency = (a: { readonly currency: string }, b: { readonly currency: string }) =>
  a.currency < b.currency ? -1 : 1

function expectedImage({ media, styles }: StoreDocument): string | null {
  const picture =
    media.find(({ kind }) => kind !== 'trailer') ??
    [...styles.filter((one) => one.isDefault), ...styles.filter((one) => !one.isDefault)].flatMap(
      ({ photos }) => photos,
    )[0]
  return picture === undefined ? null : (picture.thumbnailUrl ?? picture.url)
}

const PRECISIONS = { 4: 'year', 7: 'month', 10: 'day' } as const

/** The days of a date, by trying all of them. */
export function expectedRange(date: string | null) {
  if (date === null) return { precision: 'tba', earliest: null, latest: null }
  const days: string[] = []
  const end = new Date(Date.UTC(Number(date.slice(0, 4)) + 1, 0, 1))
  for (let day = new Date(`${date.slice(0, 4)}-01-01`); day < end; day = nextDay(day)) {
    const iso = day.toISOString().slice(0, 10)
    const quarter = `${iso.slice(0, 4)}-Q${Math.floor(day.getUTCMonth() / 3) + 1}`
    if (iso.startsWith(date) || quarter === date) days.push(iso)
  }
  const precision = date.includes('Q') ? 'quarter' : PRECISIONS[length(date)]
  return { precision, earliest: days[0] ?? null, latest: days.at(-1) ?? null }
}

const nextDay = (day: Date) => new Date(day.getTime() + 86_400_000)

function length(date: string): keyof typeof PRECISIONS {
  if (date.length === 4 || date.length === 7) return date.length
  return 10
}

function expectedRelease({ game }: StoreDocument) {
  const ranges = game.releases.map(({ date }) => expectedRange(date))
  const key = ({ earliest, latest }: (typeof ranges)[number]) =>
    `${earliest ?? 'x'} ${latest ?? 'x'}`
  const [first] = ranges.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  return { releasedOn: first?.earliest ?? null, releasePrecision: first?.precision ?? null }
}

function expectedGame({ game }: StoreDocument) {
  const { companies: _, releases, ...documents } = game
  return {
    ...documents,
    criticSummary: expectedCritics(game.criticReviews),
    releases: releases.map(({ platform, region, date }) => {
      return { platform, region, ...expectedRange(date) }
    }),
  }
}

function expectedCritics(reviews: StoreDocument['game']['criticReviews']) {
  const scores = reviews.flatMap(({ score }) => score ?? [])
  const sum = scores.reduce((total, score) => total + Math.round(score * 10), 0)
  return {
    reviews: reviews.length,
    scored: scores.length,
    average: scores.length === 0 ? null : expect.closeTo(sum / scores.length / 10, 9),
    positive: scores.filter((score) => score >= 75).length,
    mixed: scores.filter((score) => score >= 50 && score < 75).length,
    negative: scores.filter((score) => score < 50).length,
  }
}

/** Names of companies by role, as often as the page shows them: each once, whatever the case. */
export function expectedCompanies({ game }: StoreDocument): readonly string[] {
  return [...new Set(game.companies.map(({ name, role }) => `${role} ${fold(name)}`))].toSorted()
}

export function shownCompanies(companies: catalogContract.GameDetail['companies']) {
  return companies.map(({ name, role }) => `${role} ${fold(name)}`).toSorted()
}

const fold = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()

/** What `catalog.styles` must tell, besides ids. */
export function expectedStyles({ styles, prices }: StoreDocument) {
  const currency = prices[0]?.currency ?? 'USD'
  return styles.map(({ name, price, isDefault, photos, skus }) => ({
    ...{ name, isDefault, photos },
    price: { currency, ...price },
    skus: skus.map(({ size, quantity }) => ({ size, available: quantity })),
  }))
}
