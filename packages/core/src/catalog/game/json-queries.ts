import { type RawBuilder, sql } from 'kysely'
import type { GameDetail, ProductCard } from '../contract.ts'
import { columnsOf, productCard } from '../json-queries.ts'

/**
 * What only the page of a game shows, for the row of `product` that this alias names; null for merchandise.
 * A game of which nothing is known yet has empty lists.
 */
export const gameDetail = (alias: string) => {
  const of = columnsOf(alias)
  return sql<GameDetail | null>`case when ${of('kind')} <> 'merch' then (
    select json_build_object(
      'companies', ${companiesOf(of('id'))},
      'titles', coalesce(the_detail.titles, '[]'),
      'modes', coalesce(to_json(the_detail.modes), '[]'),
      'releases', ${releasesOf(of('id'))},
      'ageRatings', coalesce(the_detail.age_ratings, '[]'),
      'requirements', coalesce(the_detail.requirements, '[]'),
      'languages', coalesce(the_detail.languages, '[]'),
      'criticReviews', coalesce(the_detail.critic_reviews, '[]'),
      'criticSummary', coalesce(the_detail.critic_summary, critic_summary('[]')),
      'achievements', coalesce(the_detail.achievements, '[]'),
      'socials', coalesce(the_detail.socials, '[]'),
      'elsewhere', coalesce(the_detail.elsewhere, '[]'),
      'base', (
        select ${productCard('the_base')} from product as the_base
        where the_base.id = ${of('base_id')} and the_base.status = 'active'
      ),
      'editions', ${partsOf(of('id'), sql`the_part.kind in ('edition', 'bundle')`)},
      'addOns', ${partsOf(of('id'), sql`the_part.kind not in ('edition', 'bundle')`)}
    )
    from (select) as the_game
    left join game_detail as the_detail on the_detail.product_id = ${of('id')}
  ) end`
}

const companiesOf = (productId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('name', the_company.name, 'slug', the_company.slug,
    'role', the_credit.role) order by the_credit.role, the_credit.position, the_company.id), '[]')
  from product_company as the_credit join company as the_company on the_company.id = the_credit.company_id
  where the_credit.product_id = ${productId}
)`

const releasesOf = (productId: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('platform', the_release.platform,
    'region', the_release.region, 'precision', the_release.precision,
    'earliest', the_release.earliest, 'latest', the_release.latest) order by the_release.position), '[]')
  from game_release as the_release where the_release.product_id = ${productId}
)`

/** Cards of what belongs to a game, by id. */
const partsOf = (productId: RawBuilder<unknown>, condition: RawBuilder<unknown>) => sql<
  readonly ProductCard[]
>`(
  select coalesce(json_agg(the_card.card order by the_card.id), '[]')
  from (
    select the_part.id, ${productCard('the_part')} as card from product as the_part
    where the_part.base_id = ${productId} and the_part.status = 'active' and ${condition}
    order by the_part.id limit ${PARTS}
  ) as the_card
)`

/** MAX_PARTS. */
const PARTS = sql.lit(100)
