import { describe, expect, it } from 'vitest'
import { type StoreDocumentInput, storeDocumentSchema } from '../store-document.ts'
import { baseOf, chooseBases } from './choose-bases.ts'
import { chooseSlugs, wantedSlugs } from './choose-slugs.ts'
import type { Pointed } from './identity-queries.ts'
import type { Target } from './outcome.ts'
import { pointerKeys } from './rounds.ts'

const NOTHING: Pointed = { by_source: null, source_hash: null, by_id: null, id_hash: null }

let next = 100
function target(document: Partial<StoreDocumentInput>, isNew = true): Target {
  next += 1
  return {
    place: next,
    id: next,
    isNew,
    hash: '',
    document: storeDocumentSchema.parse({ kind: 'game', name: `Game ${next}`, ...document }),
  }
}
const key = (key: string) => ({ source: 'steam', key })
const codeOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'code' in value ? value.code : value

describe('the slug of a product', () => {
  const choose = (
    targets: readonly Target[],
    holders: readonly (readonly [string, number])[] = [],
    present: readonly (readonly [number, string])[] = [],
  ) => {
    const slugs = new Map(present.map(([id, slug]) => [id, { slug }]))
    return [...chooseSlugs(targets, new Map(holders), slugs).values()].map(codeOf)
  }

  it('is made of the name of a new one', () => {
    expect(choose([target({ name: 'Half-Life' })])).toEqual(['half-life'])
  })

  it('stays what it was, whatever the name becomes', () => {
    const old = target({ name: 'Other' }, false)
    expect(wantedSlugs(old)).toEqual([])
    expect(choose([old], [], [[old.id, 'half-life']])).toEqual(['half-life'])
  })

  it('ends in the id when another product has, had or gets that of the name', () => {
    const [first, second] = [target({ name: 'Rush' }), target({ name: 'RUSH!' })]
    expect(choose([first, second])).toEqual(['rush', `rush-${second.id}`])
    expect(choose([first], [['rush', 1]])).toEqual([`rush-${first.id}`])
  })

  it('is another one still when somebody has chosen that with the id', () => {
    const one = target({ name: 'Rush' })
    const taken = ['rush', `rush-${one.id}`, `rush-${one.id}-2`].map((slug) => [slug, 1] as const)
    expect(choose([one], taken.slice(0, 2))).toEqual([`rush-${one.id}-2`])
    expect(choose([one], taken)).toEqual([`rush-${one.id}-3`])
    expect(choose([one], [...taken, [`rush-${one.id}-3`, 1]])).toEqual(['SLUG_TAKEN'])
  })

  it('is refused when the document asks for that of another one', () => {
    const [first, second] = [target({ slug: 'rush' }), target({ slug: 'rush' })]
    expect(choose([first, second])).toEqual(['rush', 'SLUG_TAKEN'])
    expect(choose([first], [['rush', 1]])).toEqual(['SLUG_TAKEN'])
  })

  it('can be one it had before', () => {
    const old = target({ slug: 'rush' }, false)
    expect(choose([old], [['rush', old.id]], [[old.id, 'hush']])).toEqual(['rush'])
  })
})

describe('what a product belongs to', () => {
  const choose = (targets: readonly Target[], known: readonly Partial<Pointed>[] = []) =>
    targets.map((one, _, all) =>
      codeOf(
        chooseBases(
          all,
          known.map((pointed) => ({ ...NOTHING, ...pointed })),
        ).get(one),
      ),
    )

  it('is nothing, or what is in the store', () => {
    expect(baseOf(target({}))).toBeNull()
    expect(choose([target({}), target({ base: 7 })], [{ by_id: 7 }])).toEqual([null, 7])
    expect(choose([target({ base: key('a') })], [{ by_source: 9 }])).toEqual([9])
  })

  it('is a document beside it, wherever that stands', () => {
    const game = target({ source: key('a') })
    const addOn = target({ kind: 'dlc', base: key('a') })
    expect(choose([addOn, game], [{}])).toEqual([game.id, null])
  })

  it('may be foreseen: then it is nothing yet, and no reason to refuse', () => {
    const addOn = target({ kind: 'dlc', base: key('a') })
    const foreseen = new Set(pointerKeys({ source: key('a') }))
    expect(chooseBases([addOn], [NOTHING], foreseen).get(addOn)).toBeNull()
    expect(codeOf(chooseBases([addOn], [NOTHING]).get(addOn))).toBe('PRODUCT_NOT_FOUND')
  })

  it('is refused when there is no such product, and so is what belongs to that one', () => {
    const lost = target({ source: key('lost'), base: 404 })
    const addOn = target({ kind: 'dlc', base: key('lost') })
    expect(choose([addOn, lost], [{}, {}])).toEqual(['PRODUCT_NOT_FOUND', 'PRODUCT_NOT_FOUND'])
  })

  it('is never the product itself', () => {
    const loop = target({ source: key('loop'), base: key('loop') })
    expect(choose([loop], [{}])).toEqual(['BAD_INPUT'])
    const old = target({ base: next + 1 }, false)
    expect(choose([old], [{ by_id: old.id }])).toEqual(['BAD_INPUT'])
  })
})
