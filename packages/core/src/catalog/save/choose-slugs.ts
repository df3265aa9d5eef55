import { slugify } from '../slugify.ts'
import { type Refusal, refusal, type Target } from './outcome.ts'

/**
 * The slugs a product may get, the best one first: that which its document asks for, or those made of a new
 * one's name. None: it keeps the one it has.
 */
export function wantedSlugs({ document, id, isNew }: Target): readonly string[] {
  if (document.slug !== undefined) return [document.slug]
  if (!isNew) return []
  const slug = slugify(document.name, document.kind)
  // The last two are for who has chosen another product's id for a slug.
  return [slug, `${slug}-${id}`, `${slug}-${id}-2`, `${slug}-${id}-3`]
}

/**
 * A slug per product. One that is another product's, or was, is refused when the document asks for it; one
 * made of a name then ends in the product's id. `holders` says whose the wanted ones are or were.
 */
export function chooseSlugs(
  targets: readonly Target[],
  holders: ReadonlyMap<string, number>,
  present: ReadonlyMap<number, { readonly slug: string }>,
): ReadonlyMap<Target, string | Refusal> {
  const claimed = new Map<string, number>()
  const isFree = (slug: string, id: number) =>
    (claimed.get(slug) ?? id) === id && (holders.get(slug) ?? id) === id
  const chosen = new Map<Target, string | Refusal>()
  for (const target of targets) {
    const slug = chooseSlug(target, isFree, present.get(target.id)?.slug)
    chosen.set(target, slug)
    if (typeof slug === 'string') claimed.set(slug, target.id)
  }
  return chosen
}

function chooseSlug(
  target: Target,
  isFree: (slug: string, id: number) => boolean,
  present: string | undefined,
): string | Refusal {
  const wanted = wantedSlugs(target)
  const slug = wanted.length === 0 ? present : wanted.find((one) => isFree(one, target.id))
  return slug ?? refusal('SLUG_TAKEN', '/slug', 'another product has it, or had it')
}
