import { z } from 'zod'

export const RELEASE_PRECISIONS = ['day', 'month', 'quarter', 'year', 'tba'] as const
export type ReleasePrecision = (typeof RELEASE_PRECISIONS)[number]

export const COMPANY_ROLES = ['developer', 'publisher'] as const
export type CompanyRole = (typeof COMPANY_ROLES)[number]

export const companySchema = z
  .object({ name: z.string(), slug: z.string(), role: z.enum(COMPANY_ROLES) })
  .meta({ id: 'Company' })

export const releaseSchema = z
  .object({
    platform: z.string(),
    region: z.string().nullable().describe('Null: everywhere.'),
    precision: z.enum(RELEASE_PRECISIONS).describe('How much of the date is known.'),
    earliest: z.iso.date().nullable().describe('The first day it can be; null: to be announced.'),
    latest: z.iso.date().nullable().describe('The last day it can be.'),
  })
  .meta({ id: 'Release' })

export const titleSchema = z.object({ region: z.string().nullable(), title: z.string() })

export const ageRatingSchema = z
  .object({
    board: z.string().describe('Who rates, e.g. `PEGI`, `ESRB`, `USK`.'),
    rating: z.string().describe('As the board words it, e.g. `16` or `M`.'),
    descriptors: z.array(z.string()).describe('Why, e.g. `Violence`.'),
  })
  .meta({ id: 'AgeRating' })

const requirementSchema = z.object({
  name: z.string().describe('What for, e.g. `Graphics`.'),
  value: z.string(),
})

export const requirementsSchema = z
  .object({
    os: z.string(),
    minimum: z.array(requirementSchema),
    recommended: z.array(requirementSchema),
  })
  .meta({ id: 'SystemRequirements' })

export const languageSchema = z
  .object({
    name: z.string(),
    interface: z.boolean(),
    audio: z.boolean(),
    subtitles: z.boolean(),
  })
  .meta({ id: 'GameLanguage' })

export const criticReviewSchema = z
  .object({
    outlet: z.string(),
    author: z.string().nullable(),
    score: z.number().nullable().describe('0 to 100; null: reviewed without a score.'),
    quote: z.string().nullable(),
    url: z.string().nullable(),
    publishedOn: z.iso.date().nullable(),
  })
  .meta({ id: 'CriticReview' })

export const criticSummarySchema = z
  .object({
    reviews: z.int(),
    scored: z.int().describe('Reviews with a score.'),
    average: z.number().nullable().describe('Mean score, 0 to 100; null without scores.'),
    positive: z.int().describe('Scores from 75.'),
    mixed: z.int().describe('Scores from 50, below 75.'),
    negative: z.int().describe('Scores below 50.'),
  })
  .meta({ id: 'CriticSummary' })

export const achievementSchema = z
  .object({
    name: z.string(),
    description: z.string(),
    icon: z.string().nullable(),
    share: z.number().nullable().describe('Of the players who have it, 0 to 1.'),
    hidden: z.boolean().describe('What it is for is not told before.'),
  })
  .meta({ id: 'Achievement' })

export const socialSchema = z
  .object({ kind: z.string().describe('e.g. `website`, `discord`.'), url: z.string() })
  .meta({ id: 'SocialLink' })

export const elsewhereSchema = z
  .object({
    source: z.string().describe('Which store counted, e.g. `steam`.'),
    positive: z.int().nullable(),
    negative: z.int().nullable(),
    ownersMin: z.int().nullable(),
    ownersMax: z.int().nullable(),
    averagePlaytimeMinutes: z.int().nullable(),
    medianPlaytimeMinutes: z.int().nullable(),
    achievements: z.int().nullable().describe('How many there are.'),
  })
  .meta({ id: 'Elsewhere' })

/** What only the page of a game shows; the catalogue's contract adds what belongs to it as cards. */
export const gameFields = {
  companies: z.array(companySchema),
  titles: z.array(titleSchema).describe('Names it has in other regions.'),
  modes: z.array(z.string()).describe('e.g. `single-player`.'),
  releases: z.array(releaseSchema),
  ageRatings: z.array(ageRatingSchema),
  requirements: z.array(requirementsSchema),
  languages: z.array(languageSchema),
  criticReviews: z.array(criticReviewSchema),
  criticSummary: criticSummarySchema,
  achievements: z.array(achievementSchema),
  socials: z.array(socialSchema),
  elsewhere: z.array(elsewhereSchema).describe('What other stores count.'),
}
