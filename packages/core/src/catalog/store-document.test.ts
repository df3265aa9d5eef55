import { describe, expect, it } from 'vitest'
import { type StoreDocumentInput, storeDocumentSchema } from './store-document.ts'

const parse = (document: object) =>
  storeDocumentSchema.safeParse({ kind: 'game', name: 'x', ...document })

/** Pointers of what is wrong with a document. */
function wrong(document: object): readonly string[] {
  const { error } = parse(document)
  return (error?.issues ?? []).map(({ path }) => path.join('/'))
}

describe('a store document', () => {
  it('needs a kind and a name; all else is empty', () => {
    expect(storeDocumentSchema.parse({ kind: 'merch', name: ' Hat ' })).toMatchObject({
      ...{ kind: 'merch', name: 'Hat', status: 'active', description: '', prices: [], styles: [] },
      base: null,
    })
    expect(wrong({ name: undefined, kind: undefined })).toEqual(['kind', 'name'])
  })

  it('is the same text whatever the order of its keys', () => {
    const a: StoreDocumentInput = { kind: 'game', name: 'A', tags: ['x'], category: 'Action' }
    const b: StoreDocumentInput = { category: 'Action', tags: ['x'], name: 'A', kind: 'game' }
    const [first, second] = [a, b].map((one) => JSON.stringify(storeDocumentSchema.parse(one)))
    expect(first).toBe(second)
  })

  it('parsed again is itself', () => {
    const document = storeDocumentSchema.parse(FULL)
    expect(storeDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
  })

  it('holds names in one line, each once', () => {
    const { name, tags } = storeDocumentSchema.parse({
      ...{ kind: 'game', name: 'Half\n\t Life\u0007' },
      tags: ['FPS', ' FPS ', 'fps'],
    })
    expect(name).toBe('Half Life')
    expect(tags).toEqual(['FPS', 'fps'])
  })

  it('holds addresses as browsers read them', () => {
    const { media } = storeDocumentSchema.parse({
      ...{ kind: 'game', name: 'x' },
      media: [{ kind: 'image', url: ' HTTPS://Example.com/ä\u0000 ' }],
    })
    expect(media[0]?.url).toMatch(/^https:\/\/example\.com\/%C3%A4/)
    expect(media[0]?.url).not.toContain('\u0000')
  })

  it.each<[string, object, readonly string[]]>([
    ['a key that it has not', { prize: 1 }, ['']],
    ['a kind that there is not', { kind: 'toy' }, ['kind']],
    ['an empty name', { name: ' \u200b ' }, ['name']],
    ['a name with NUL', { name: 'a\u0000b' }, ['name']],
    ['a tag with half a character', { tags: ['a', 'a\ud800'] }, ['tags/1']],
    ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }, ['name']],
    ['a description without end', { description: 'x'.repeat(50_001) }, ['description']],
    ['a slug that reads as an id', { slug: '1942' }, ['slug']],
    ['a slug in capitals', { slug: 'Doom' }, ['slug']],
    ['an id that no row has', { id: 2 ** 31 }, ['id']],
    ['an id that is a text', { id: '1' }, ['id']],
    ['a source that is reserved', { source: { source: 'id', key: '1' } }, ['source/source']],
    ['a source without a key', { source: { source: 'steam', key: '' } }, ['source/key']],
    ['a negative price', { prices: [{ currency: 'USD', amount: -1 }] }, ['prices/0/amount']],
    ['half a cent', { prices: [{ currency: 'USD', amount: 0.5 }] }, ['prices/0/amount']],
    [
      'a price that is not a number',
      { prices: [{ currency: 'USD', amount: Number.NaN }] },
      ['prices/0/amount'],
    ],
    [
      'a price beyond all measure',
      { prices: [{ currency: 'USD', amount: 1e15 }] },
      ['prices/0/amount'],
    ],
    [
      'a currency in small letters',
      { prices: [{ currency: 'usd', amount: 1 }] },
      ['prices/0/currency'],
    ],
    [
      'a sale that is none',
      { prices: [{ currency: 'USD', amount: 1, saleAmount: 1 }] },
      ['prices/0/saleAmount'],
    ],
    [
      'a currency twice',
      {
        prices: [
          { currency: 'USD', amount: 1 },
          { currency: 'USD', amount: 2 },
        ],
      },
      ['prices'],
    ],
    ['styles of a game', { styles: [{ name: 'x', price: { amount: 1 } }] }, ['styles']],
    [
      'a script for an address',
      { media: [{ kind: 'image', url: 'javascript:alert(1)' }] },
      ['media/0/url'],
    ],
    [
      'a file for an address',
      { media: [{ kind: 'image', url: 'file:///etc/passwd' }] },
      ['media/0/url'],
    ],
    ['fifty-one tags', { tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, ['tags']],
    [
      'a day that is not',
      { game: { releases: [{ platform: 'NES', date: '1987-02-30' }] } },
      ['game/releases/0/date'],
    ],
    [
      'a date in words',
      { game: { releases: [{ platform: 'NES', date: 'soon' }] } },
      ['game/releases/0/date'],
    ],
    [
      'a score beyond 100',
      { game: { criticReviews: [{ outlet: 'x', score: 101 }] } },
      ['game/criticReviews/0/score'],
    ],
    [
      'a share beyond all',
      { game: { achievements: [{ name: 'x', share: 1.1 }] } },
      ['game/achievements/0/share'],
    ],
    [
      'a role that there is not',
      { game: { companies: [{ name: 'x', role: 'fan' }] } },
      ['game/companies/0/role'],
    ],
    [
      'more owners than a counter holds',
      { game: { elsewhere: [{ source: 'x', ownersMax: 2 ** 31 }] } },
      ['game/elsewhere/0/ownersMax'],
    ],
  ])('refuses %s, and says where', (_, document, paths) => {
    expect(wrong(document)).toEqual(paths)
  })

  it('refuses two default styles', () => {
    const style = { name: 'x', price: { amount: 1 }, isDefault: true }
    expect(wrong({ kind: 'merch', styles: [style, style] })).toEqual(['styles'])
    expect(wrong({ kind: 'merch', styles: [style] })).toEqual([])
  })
})

const FULL: StoreDocumentInput = {
  ...{ kind: 'game', name: 'Half-Life', slug: 'half-life', tagline: 'Run. Think. Shoot. Live.' },
  source: { source: 'steam', key: '70' },
  prices: [{ currency: 'USD', amount: 999, saleAmount: 99 }],
  base: { source: 'steam', key: '1' },
  features: [{ name: 'Players' }],
  media: [{ kind: 'trailer', url: 'https://example.com/t.mp4' }],
  game: {
    companies: [{ name: 'Valve', role: 'developer' }],
    releases: [
      { platform: 'Windows', date: '1998-11-08' },
      { platform: 'PS2', region: 'EU' },
    ],
    ageRatings: [{ board: 'ESRB', rating: 'M', descriptors: ['Blood'] }],
    requirements: [{ os: 'Windows', minimum: [{ name: 'RAM', value: '24 MB' }] }],
    languages: [{ name: 'English', audio: true }],
    criticReviews: [{ outlet: 'PC Gamer', score: 97 }],
    achievements: [{ name: 'Hello' }],
    socials: [{ kind: 'website', url: 'https://example.com' }],
    elsewhere: [{ source: 'steam', positive: 1 }],
  },
}
