import { type RawBuilder, sql } from 'kysely'

const list = (rows: RawBuilder<unknown>) => sql`coalesce((${rows}), '[]')`

/** What of a release date is known, as `parsePartialDate` reads it. */
const partialDate = sql`case precision
  when 'day' then to_char(earliest, 'YYYY-MM-DD')
  when 'month' then to_char(earliest, 'YYYY-MM')
  when 'quarter' then to_char(earliest, 'YYYY-"Q"Q')
  when 'year' then to_char(earliest, 'YYYY') end`

const prices = list(sql`
  select json_agg(json_build_object('currency', currency, 'amount', amount, 'saleAmount', sale_amount)
    order by place, currency)
  from (
    select 0 as place, p.currency, p.price as amount, p.sale_price as sale_amount where p.price is not null
    union all
    select 1, currency, amount, sale_amount from price where product_id = p.id
  ) as price
`)

const features = list(sql`
  select json_agg(json_build_object('name', name, 'value', value) order by id)
  from product_feature where product_id = p.id
`)

const media = list(sql`
  select json_agg(json_build_object('kind', kind, 'url', url, 'thumbnailUrl', thumbnail_url)
    order by position, id)
  from product_media where product_id = p.id
`)

const companies = list(sql`
  select json_agg(json_build_object('name', company.name, 'role', credit.role) order by credit.position)
  from product_company as credit join company on company.id = credit.company_id
  where credit.product_id = p.id
`)

const releases = list(sql`
  select json_agg(json_build_object('platform', platform, 'region', region, 'date', ${partialDate})
    order by position)
  from game_release where product_id = p.id
`)

const game = sql`(
  select json_build_object(
    'companies', ${companies}, 'titles', d.titles, 'modes', to_json(d.modes), 'releases', ${releases},
    'ageRatings', d.age_ratings, 'requirements', d.requirements, 'languages', d.languages,
    'criticReviews', d.critic_reviews, 'achievements', d.achievements, 'socials', d.socials,
    'elsewhere', d.elsewhere
  )
  from game_detail as d where d.product_id = p.id
)`

const source = sql`(
  select json_build_object('source', source, 'key', key) from product_source
  where product_id = p.id and source <> 'id' order by source, key limit 1
)`

/**
 * Every game, edition, add-on and bundle as a store document of one line, JSON in which nothing is null that a
 * document may only leave out. What others belong to comes before them.
 */
export const storeDocuments = sql`
  select json_strip_nulls(json_build_object('id', p.id, 'source', ${source}))::jsonb || jsonb_build_object(
    'kind', p.kind, 'slug', p.slug, 'status', p.status, 'name', p.name, 'tagline', p.tagline,
    'description', p.description, 'category', p.category, 'tags', to_json(p.tags),
    'genres', to_json(p.genres), 'platforms', to_json(p.platforms), 'prices', ${prices},
    'base', p.base_id, 'features', ${features}, 'media', ${media}, 'game', ${game}
  ) as document
  from product as p where p.kind <> 'merch'
  order by p.base_id is not null, p.id
`
