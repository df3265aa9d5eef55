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

/** Of merchandise, which has no page of a game, only what every product may have. */
const game = sql`jsonb_build_object('companies', ${companies}, 'releases', ${releases}) || coalesce((
  select jsonb_build_object(
    'titles', d.titles, 'modes', to_json(d.modes), 'ageRatings', d.age_ratings,
    'requirements', d.requirements, 'languages', d.languages, 'criticReviews', d.critic_reviews,
    'achievements', d.achievements, 'socials', d.socials, 'elsewhere', d.elsewhere
  )
  from game_detail as d where d.product_id = p.id
), '{}')`

const photos = list(sql`
  select json_agg(json_build_object('url', url, 'thumbnailUrl', thumbnail_url) order by id)
  from style_photo where style_id = style.id
`)

const skus = list(sql`
  select json_agg(json_build_object('id', id, 'size', size, 'quantity', quantity) order by id)
  from sku where style_id = style.id
`)

/** Files may give styles to what has become a game since; no document of a game has them. */
const styles = list(sql`
  select json_agg(json_build_object(
    'id', id, 'name', name, 'price', json_build_object('amount', original_price, 'saleAmount', sale_price),
    'isDefault', is_default, 'photos', ${photos}, 'skus', ${skus}
  ) order by id)
  from style where product_id = p.id and p.kind = 'merch'
`)

const source = sql`(
  select json_build_object('source', source, 'key', key) from product_source
  where product_id = p.id and source <> 'id' order by source, key limit 1
)`

/**
 * Every product as a store document of one line, except what belongs to the Atelier files, JSON in which
 * nothing is null that a document may only leave out. What others belong to comes before them, however far.
 */
export const storeDocuments = sql`
  with recursive placed as (
    select part.id, 1 as depth from product as part join product as base on base.id = part.base_id
    where base.base_id is null
    union all
    select part.id, depth + 1 from product as part join placed on placed.id = part.base_id
  )
  select json_strip_nulls(json_build_object('id', p.id, 'source', ${source}))::jsonb || jsonb_build_object(
    'kind', p.kind, 'slug', p.slug, 'status', p.status, 'name', p.name, 'tagline', p.tagline,
    'description', p.description, 'category', p.category, 'tags', to_json(p.tags),
    'genres', to_json(p.genres), 'platforms', to_json(p.platforms), 'prices', ${prices},
    'base', p.base_id, 'features', ${features}, 'media', ${media}, 'styles', ${styles}, 'game', ${game}
  ) as document
  from product as p left join placed on placed.id = p.id
  where p.kind <> 'merch'
    or not exists (select from product_source where product_id = p.id and source = 'atelier')
  order by p.base_id is not null, placed.depth, p.id
`
